import { describe, expect, it } from 'vitest';
import { isMadeUp } from '../../../src/scan/generic/made-up.ts';

describe('a value that was made up', () => {
  it.each([
    ['changeme', 'password'],
    ['your-api-key', 'api_key'],
    ['my_super_secret_secret', 'token_secret'],
    ['someclientsecret', 'client_secret'],
    ['testuser123', 'password'],
    ['password123', 'pwd'],
    ['xxxxxxxx', 'token'],
    ['********', 'password'],
    ['12345678', 'password'],
    ['qwerty1', 'password'],
    ['...SET-ME...', 'secret'],
    ['deadbeefdeadbeef', 'key'],
    ['DB-PASSWORD', 'dbPassword'],
    ['token', 'access_token'],
    ['2YotnFZFEjr1zCsicMWpAA', 'access_token'],
    [Buffer.from('user:not my real password').toString('base64'), 'auth'],
  ])('is %j for %s', (value, name) => {
    expect(isMadeUp(value, name)).toBe(true);
  });

  it.each([
    ['vfkt', 'password'],
    ['t7Gw', 'password'],
    ['kz7-wq', 'token'],
  ])('is not %j for %s', (value, name) => {
    expect(isMadeUp(value.repeat(1), name)).toBe(false);
  });
});
