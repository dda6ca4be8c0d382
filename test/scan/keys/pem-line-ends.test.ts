import { describe, expect, it } from 'vitest';
import { privateKeyBlocks } from '../../../src/scan/keys/pem-blocks.ts';

describe('a line of a private key', () => {
  // Of a hundred RSA keys one or two have a line that ends like this.
  it.each(['+', '++', '+++', '+/', '/+', '//'])('may end in %s', (tail) => {
    const line = (end: string): string => 'aB3'.repeat(22).slice(0, 64 - end.length) + end;
    const lines = [line(tail), line('x'), line('y')];
    const label = `${['PRIVATE', 'KEY'].join(' ')}-----`;
    const [block] = privateKeyBlocks(`-----BEGIN ${label}\n${lines.join('\n')}\n-----END ${label}\n`);
    expect(block?.base64).toBe(lines.join(''));
  });
});
