import { describe, expect, it } from 'vitest';
import { isDrawn } from '../../../src/rules/drawn.ts';
import { isDigest } from '../../../src/scan/keys/digest.ts';

const value = '5f1d'.repeat(10);

describe('isDigest', () => {
  it.each([
    `resolved "https://registry.example/pusher/-/pusher-5.1.2.tgz#${value}"`,
    `uses: sonarsource/sonarcloud-action@${value}`,
    `wandb @ git+https://example.org/wandb/wandb.git@${value}`,
    `wandb==0.16.0 --hash=sha256:${value}`,
    `{"integrity": "${value}"}`,
    `"sentry": { "gitHead": "${value}" }`,
    `commit ${value}`,
    `"integrity": "sha512-Zm9v/${value}+YmFy=="`,
    `url(https://cdn.sanity.io/images/${value}.png)`,
  ])('knows one in %s', (text) => {
    const start = text.indexOf(value);
    expect(isDigest(text, start, start + value.length)).toBe(true);
  });

  it.each([
    `PUSHER_TOKEN=${value}`,
    `wandb.login(key="${value}")`,
    `https://api.example.com/v3/${value}`,
    `TELEGRAM_API_HASH=${value}`,
    `curl -u user:${value} https://sentry.io/api/0/`,
  ])('leaves %s', (text) => {
    const start = text.indexOf(value);
    expect(isDigest(text, start, start + value.length)).toBe(false);
  });
});

describe('isDrawn', () => {
  const letters = [{ chars: 'A-Za-z0-9_-', len: 24 }];

  it.each([
    ['aQ9'.repeat(8), true],
    ['shopping_cart_total_2026', false],
    ['MAX_CONNECTIONS_PER_HOST', false],
    ['getElementByIdOrThrowNow', false],
    ['0123ab'.repeat(4), false],
  ])('says of %s: %s', (text, expected) => {
    expect(isDrawn(letters, text)).toBe(expected);
  });

  it('asks for no capitals of an alphabet without them', () => {
    expect(isDrawn([{ lit: 'KEY-' }, { chars: 'a-f0-9', len: 8 }], '0123abcd')).toBe(true);
  });
});
