import { describe, expect, it } from 'vitest';
import { secretName } from '../../../src/scan/generic/secret-name.ts';

describe('what a name stands for', () => {
  it.each([
    ['password', 'password'],
    ['DB_ROOT_PASSWORD', 'password'],
    ['masterUserPassword2', 'password'],
    ['password_confirmation', 'password'],
    ['smtp_password_v4', 'password'],
    ['url_password', 'password'],
    ['redispass', 'password'],
    ['spring.datasource.password', 'password'],
    ['client_secret', 'secret'],
    ['totpSecret', 'secret'],
    ['accessToken', 'token'],
    ['request_token', 'token'],
    ['user-token', 'token'],
    ['api_key', 'key'],
    ['secret_key_base', 'key'],
    ['aws_secret_access_key', 'key'],
    ['config.secret_key', 'key'],
    ['apikey', 'key'],
  ])('%s is a %s', (name, claim) => {
    expect(secretName(name)).toEqual({ claim, isVague: false });
  });

  it.each([
    ['key', 'key'],
    ['prevKey', 'key'],
    ['auth', 'credential'],
    ['credentials', 'credential'],
  ])('%s may be a %s', (name, claim) => {
    expect(secretName(name)).toEqual({ claim, isVague: true });
  });

  it.each([
    ['password_field'],
    ['passwordLabel'],
    ['FORGOT_PASSWORD'],
    ['encrypted_password'],
    ['bypass'],
    ['secretName'],
    ['token_type'],
    ['tokenizer'],
    ['next_token'],
    ['csrf_token'],
    ['ClientRequestToken'],
    ['io.jsonwebtoken'],
    ['public_key'],
    ['primaryKey'],
    ['cache.key'],
    ['PublicKeyToken'],
    ['keyboard'],
    ['monkey'],
    ['target_key_id'],
    ['author'],
  ])('%s is none', (name) => {
    expect(secretName(name)).toBeUndefined();
  });

  it('reads the word before a key in prose', () => {
    expect(secretName('Key', 'API')).toEqual({ claim: 'key', isVague: false });
  });
});
