import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtinRules } from '../../../src/rules/builtin.ts';
import { scannerFor } from '../../../src/scan/scanner.ts';

const { rules, policy } = builtinRules;
const scanner = scannerFor({ rules, policy, now: new Date(0), digestKey: 'samples' });

/** What is found in a sample, at a path where an application's code would stand. */
const foundIn = async (name: string): Promise<readonly string[]> => {
  const bytes = readFileSync(join(import.meta.dirname, 'apps', `${name}.txt`));
  const { findings } = await scanner.scan({ path: `src/${name}`, bytes, origin: 'file' });
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ ruleId, location }) => `${location.line} ${ruleId}`);
};

describe('a login with a common library', () => {
  it.each([
    [
      'passport-wrong.js',
      [
        '9 oauth/passport-oauth2-only-strategy',
        '10 oauth/state-missing',
        '17 oauth/email-as-identity-key',
        '28 oauth/scope-missing-openid',
      ],
    ],
    [
      'flask-wrong.py',
      [
        '16 oauth/state-missing',
        '22 oauth/login-without-id-token',
        '23 oauth/mutable-claim-as-key',
        '25 oauth/token-in-log',
      ],
    ],
    ['page-wrong.ts', ['11 oauth/token-web-storage', '19 oauth/pkce-missing', '28 oauth/id-token-as-bearer']],
  ])('done wrongly is found where it is wrong: %s', async (name, expected) => {
    expect(await foundIn(name)).toEqual(expected);
  });

  it.each(['openid-client-right.js', 'authlib-right.py', 'page-right.ts'])(
    'done rightly is quiet: %s',
    async (name) => {
      expect(await foundIn(name)).toEqual([]);
    },
  );
});
