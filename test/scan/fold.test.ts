import { describe, expect, it } from 'vitest';
import { fold } from '../../src/scan/fold.ts';
import { readExpression } from './expression.ts';

describe('JavaScript', () => {
  it.each([
    ['60 * 60 * 24 * 30', 2_592_000],
    ['(60 + 30) * 60', 5400],
    ['-1', -1],
    ['-(2 + 3)', -5],
    ['1_000_000', 1_000_000],
    ['0x10', 16],
    ['2 ** 3', 8],
    ['7 % 4', 3],
    ['10 / 4', 2.5],
    ["'30' + 'd'", '30d'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
    ['`${30}d`', '30d'],
    ["Number('60')", 60],
    ["parseInt('15m', 10)", 15],
    ["Number.parseInt('60', 10)", 60],
    ['Math.floor(10 / 4)', 2],
    ['String(3600)', '3600'],
    ['true', true],
    ['null', null],
    ["['none', 'HS256']", ['none', 'HS256']],
    ['const A = 60\nA * 2', 120],
    ['const C = { ttl: { access: 5 } }\nC.ttl.access', 5],
    ['class K { static A = 7 }\nK.A', 7],
    ['const A = 60; const B = A * 2\nB as number', 120],
    ["'1d' as const", '1d'],
    ['(5)!', 5],
  ])('%s', async (text, expected) => {
    // TypeScript is a superset here.
    const { value, place } = await readExpression(text, 'typescript');
    expect(fold(value, place)).toEqual({ value: expected, fromEnvDefault: false });
  });

  it.each([
    ["process.env.TTL || '30d'", '30d'],
    ["process.env.TTL ?? '30d'", '30d'],
    ['Number(process.env.TTL) || 3600', 3600],
    ["parseInt(process.env.TTL ?? '60', 10) * 60", 3600],
    ["const { TTL = '5h' } = process.env\nTTL", '5h'],
    ["const ttl = process.env.TTL || '1d'\nttl", '1d'],
    ["config.get('ttl') ?? '15m'", '15m'],
    ["this.configService.get('ttl', '7d')", '7d'],
  ])('%s is a default', async (text, expected) => {
    const { value, place } = await readExpression(text, 'javascript');
    expect(fold(value, place)).toEqual({ value: expected, fromEnvDefault: true });
  });

  it.each([
    'process.env.TTL',
    'unknownName',
    'f(5)',
    "lookup.get('ttl') || '30d'",
    "config.get('ttl')",
    'let A = 1; A = 2\nA',
    'const A = B; const B = A\nA',
    '1 / 0',
    "'a' * 2",
    "5 + 'd'",
    'a ? 1 : 2',
    "Number('x')",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
    '`${x}d`',
    'Math.max(1, 2)',
    '1 << 5',
  ])('cannot tell %s', async (text) => {
    const { value, place } = await readExpression(text, 'javascript');
    expect(fold(value, place)).toBeUndefined();
  });
});

describe('Python', () => {
  it.each([
    ['60 * 24 * 8', 11_520, false],
    ['7 // 2', 3, false],
    ["f'{30}d'", '30d', false],
    ["int('5')", 5, false],
    ["int(os.getenv('TTL', '60')) * 60", 3600, true],
    ["os.environ.get('TTL', 60)", 60, true],
    ["os.getenv('TTL') or '1d'", '1d', true],
    ["config('TTL', default=60, cast=int)", 60, true],
    ['class Settings:\n    TTL: int = 60 * 24\nsettings = Settings()\nsettings.TTL', 1440, false],
  ])('%s', async (text, expected, fromEnvDefault) => {
    const { value, place } = await readExpression(text, 'python');
    expect(fold(value, place)).toEqual({ value: expected, fromEnvDefault });
  });

  it.each([
    "os.environ['TTL']",
    "os.getenv('TTL')",
    "config('TTL')",
    'settings.TTL',
    '[x for x in y]',
    'A = 1\nA += 1\nA',
  ])('cannot tell %s', async (text) => {
    const { value, place } = await readExpression(text, 'python');
    expect(fold(value, place)).toBeUndefined();
  });
});
