import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtinRules } from '../../src/rules/builtin.ts';
import { findConfig, loadConfig, tightenPolicy } from '../../src/rules/config.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'auth-advisor-config-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string): string => {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const load = async (text: string) => loadConfig(write('auth-advisor.yaml', text), root);

describe('findConfig', () => {
  it('looks upwards as far as the root of the repository', () => {
    const file = write('auth-advisor.yaml', 'version: 1\n');
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'a/b'), { recursive: true });
    expect(findConfig(join(root, 'a/b'))).toBe(file);
  });

  it('does not look beyond the root of the repository', () => {
    write('auth-advisor.yaml', 'version: 1\n');
    mkdirSync(join(root, 'inner/.git'), { recursive: true });
    expect(findConfig(join(root, 'inner'))).toBeUndefined();
  });

  it('refuses two files side by side', () => {
    write('auth-advisor.yaml', 'version: 1\n');
    write('auth-advisor.yml', 'version: 1\n');
    expect(() => findConfig(root)).toThrow(
      'auth-advisor.yml:1:1: there is auth-advisor.yaml beside it; keep one of the two',
    );
  });
});

describe('loadConfig', () => {
  it('reads a whole configuration', async () => {
    const { config, file } = await load(
      'version: 1\nscan:\n  exclude: [dist/]\n  rules: {keys/npm-token: off}\n  fail-on: high\n  suppress:\n    - {fingerprint: "aa1:0123456789abcdef", reason: sample, until: 2027-01-31}\n',
    );
    expect({ file, scan: config.scan }).toEqual({
      file: 'auth-advisor.yaml',
      scan: {
        exclude: ['dist/'],
        rules: { 'keys/npm-token': 'off' },
        'fail-on': 'high',
        suppress: [{ fingerprint: 'aa1:0123456789abcdef', reason: 'sample', until: '2027-01-31' }],
      },
    });
  });

  it.each([
    [
      'a misspelt key',
      'version: 1\nscan:\n  exlude: []\n',
      'auth-advisor.yaml:3:3: unknown key "exlude"; did you mean "exclude"?',
    ],
    [
      'a misspelt severity',
      'version: 1\nscan: {fail-on: hgih}\n',
      'auth-advisor.yaml:2:17: scan.fail-on: expected "critical" or "high" or "medium" or "low" or "info", got "hgih"; did you mean "high"?',
    ],
    ['no version', 'scan: {}\n', 'auth-advisor.yaml:1:1: missing key "version"'],
    [
      'a wrong fingerprint',
      'version: 1\nscan: {suppress: [{fingerprint: x, reason: why}]}\n',
      'auth-advisor.yaml:2:33: scan.suppress.0.fingerprint: expected a fingerprint such as aa1:0123456789abcdef',
    ],
  ])('points at %s', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  it('refuses a folder of that name', async () => {
    mkdirSync(join(root, 'auth-advisor.yaml'));
    await expect(loadConfig(join(root, 'auth-advisor.yaml'), root)).rejects.toThrow(
      'expected a regular file',
    );
  });
});

describe('tightenPolicy', () => {
  it('takes shorter limits', async () => {
    const policy = tightenPolicy(
      builtinRules.policy,
      await load('version: 1\npolicy: {lifetimes: {access: {medium: 30m}}}\n'),
    );
    expect(policy.lifetimes.access).toEqual({ ...builtinRules.policy.lifetimes.access, medium: '30m' });
  });

  it('refuses longer limits', async () => {
    const loaded = await load('version: 1\npolicy:\n  lifetimes:\n    access: {high: 365d}\n');
    expect(() => tightenPolicy(builtinRules.policy, loaded)).toThrow(
      'auth-advisor.yaml:4:20: 365d is longer than the shipped limit of 30d; a project may only tighten the policy',
    );
  });
});
