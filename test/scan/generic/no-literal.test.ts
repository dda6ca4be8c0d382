import { describe, expect, it } from 'vitest';
import { noLiteral } from '../../../src/scan/generic/no-literal.ts';

const sample = (alphabet: string, length: number): string =>
  Array.from({ length }, (_, i) => alphabet[(i * 7 + 3) % alphabet.length]).join('');

describe('a text that is no secret', () => {
  it.each([
    ['', 'empty'],
    ['ab', 'empty'],
    ['$' + '{DB_PASSWORD}', 'reference'],
    ['{{ vault_password }}', 'reference'],
    ['%(password)s', 'hole'],
    ['<your password>', 'hole'],
    ['user:%s', 'hole'],
    ['#{password}', 'hole'],
    ['<%= token %>', 'hole'],
    ['$password', 'variable'],
    ['%PASSWORD%', 'variable'],
    ['user.password', 'expression'],
    ['getPassword("x")', 'expression'],
    ['self.config.token', 'expression'],
    ['(value) => value', 'expression'],
    ['/run/keys/db', 'path'],
    ['./certs/server.pem', 'path'],
    ['tls/client.key', 'path'],
    ['https://example.com/login', 'address'],
    ['ann@example.com', 'address'],
    ['10.0.0.12:8080', 'address'],
    ['1.2.840.113549.1.9.7', 'version or date'],
    ['2024-05-01', 'version or date'],
    ['application/json', 'media type'],
    ['20/m/ip,5/m/key', 'rate'],
    ['#ab0909', 'colour'],
    ['[^\\W\\d]\\w*', 'pattern'],
    ['OAUTH_CLIENT_SECRET', 'constant'],
    ['Парола', 'text'],
    ['パスワード', 'text'],
  ])('%j is a %s', (value, kind) => {
    const found = noLiteral(value);
    // A reference is a hole or a variable, too: which of them says so first does not matter.
    const holes = ['reference', 'hole', 'variable'];
    expect(holes.includes(kind) ? holes : [kind]).toContain(found);
  });

  it('is a hash of a password, or half of a pair of keys', () => {
    expect(noLiteral(`pbkdf2_sha256$30000$${sample('abcXYZ019', 12)}`)).toBe('hash');
    expect(noLiteral(`$2b$12$${sample('abcXYZ019', 40)}`)).toBe('hash');
    expect(noLiteral(`ssh-ed25519 ${sample('abcXYZ019', 40)}`)).toBe('public key');
  });

  it.each([
    [sample('abcdefghijklmnopqrstuvwxyz', 8)],
    [sample('0123456789abcdef', 32)],
    [`${sample('abcXYZ019+/', 22)}==`],
    [`${sample('abcdefgh', 6)}!${sample('0123456', 2)}`],
    ['pâqzß7'],
  ])('is not %j', (value) => {
    expect(noLiteral(value)).toBeUndefined();
  });
});
