import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { fakeIo } from '../support/fake-io.ts';
import { writeShop } from '../support/shop.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'auth-advisor-shop-'));
  writeShop(join(import.meta.dirname, '../fixtures/shop'), root);
  execFileSync('git', ['init', '-q', root]);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

// The clock by which the generated tokens were made.
const now = new Date('2026-01-15T12:00:00Z');

interface Row {
  readonly ruleId: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly line: number };
}

const scan = async (...args: readonly string[]) => {
  const fake = fakeIo({ cwd: root, now });
  const status = await run(['scan', '--format', 'json', ...args], fake.io);
  const report = JSON.parse(fake.stdout());
  const rows = (report.findings as Row[]).map(
    ({ location, severity, ruleId }) => `${location.path}:${location.line} ${severity} ${ruleId}`,
  );
  return { status, rows, receipt: report.receipt, text: fake.stdout() };
};

describe('the bundled example', () => {
  it('has these faults and no others', async () => {
    const { status, rows, receipt } = await scan();
    expect(rows).toEqual([
      'api/src/login.ts:12 high oauth/login-by-access-token',
      'api/src/login.ts:28 high oauth/id-token-audience-unchecked',
      'api/src/payments.ts:6 critical keys/stripe-secret-key',
      'api/src/tokens.ts:7 high jwt/jsonwebtoken-lifetime',
      'api/src/tokens.ts:16 high jwt/jsonwebtoken-lifetime',
      'api/src/tokens.ts:25 high jwt/jsonwebtoken-expiry-ignored',
      'deploy/compose.yaml:5 high jwt/setting-access-lifetime',
      'deploy/compose.yaml:6 high jwt/inline-weak-secret',
      'deploy/prometheus.yaml:3 high jwt/token-lifetime',
      'deploy/realm.json:11 medium oauth/keycloak-implicit-flow',
      'deploy/server.key:1 critical keys/private-key',
      'web/src/session.ts:2 medium oauth/token-web-storage',
      'web/src/session.ts:12 high oauth/implicit-flow',
      'worker/auth.py:11 high jwt/pyjwt-lifetime',
      'worker/auth.py:20 high jwt/pyjwt-signature-unchecked',
      'worker/settings.py:3 critical keys/github-pat',
    ]);
    expect({ status, complete: receipt.complete, skipped: receipt.skipped }).toEqual({
      status: 1,
      complete: true,
      skipped: { ignored: 1, nested: 1 },
    });
  });

  it('hides its ignored .env until it is named', async () => {
    const inEnv = [
      '.env:1 high keys/generic-secret',
      '.env:2 critical keys/npm-token',
      '.env:3 info keys/stripe-publishable-key',
    ];
    expect((await scan('.env')).rows).toEqual(inEnv);
    expect((await scan('--no-ignore', '.')).rows.filter((row) => row.startsWith('.env'))).toEqual(inEnv);
  });

  it('shows none of its secrets', async () => {
    const { text } = await scan('--no-ignore');
    const values = [
      'api/src/payments.ts',
      'worker/settings.py',
      '.env',
      'deploy/server.key',
      'deploy/prometheus.yaml',
    ]
      .flatMap((path) => readFileSync(join(root, path), 'utf8').match(/[A-Za-z0-9_+/=.-]{30,}/g) ?? [])
      .filter((word) => /\d/.test(word));
    expect(values.length).toBeGreaterThan(5);
    for (const value of values) expect(text).not.toContain(value.slice(14, 26));
  });
});
