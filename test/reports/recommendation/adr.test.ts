import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../../src/core/recommendation.ts';
import { adrTitle, renderAdr } from '../../../src/reports/recommendation/adr.ts';
import { sample, sampleSaying } from './sample.ts';

const today = '2026-01-02';
const golden = join(import.meta.dirname, '../../fixtures/recommendation/sample.adr.md');

describe('the decision record', () => {
  it('is the record that was looked at', async () => {
    await expect(renderAdr(sample, today)).toMatchFileSnapshot(golden);
  });

  it('has the parts of MADR 4 in their order', () => {
    const headings = renderAdr(sample, today).match(/^#{1,3} .*$/gm);
    expect(headings).toEqual([
      '# Authenticate the callers of billing with an API key',
      '## Context and Problem Statement',
      '## Decision Drivers',
      '## Considered Options',
      '## Decision Outcome',
      '### Consequences',
      '### Confirmation',
      '## Pros and Cons of the Options',
      '### API key',
      '### JWT',
      '### OAuth2 + OpenID Connect',
      '## More Information',
    ]);
  });

  it('proposes and names nobody', () => {
    expect(renderAdr(sample, today)).toMatch(
      /^---\nstatus: proposed\ndate: 2026-01-02\ndecision-makers: \[\] # [^\n]*\n---\n/,
    );
  });

  it('considers what is chosen where none of the three fits', () => {
    const none: Recommendation = {
      ...sample,
      outcome: 'none',
      instead: 'server-session',
      headline: 'None of the three: use a session',
      nearest: 'jwt',
    };
    const record = renderAdr(none, today);
    expect(record).toContain('Chosen option: "None of the three: use a session", because: A stable caller.');
    expect(record).toContain('Nearest of the three: JWT.');
    expect(record.match(/^### None of the three: use a session$/m)).not.toBeNull();
  });

  it.each([
    [{ outcome: 'jwt' }, 'Authenticate the callers of billing with a JWT'],
    [
      { outcome: 'oauth2-oidc', surface: null },
      'Authenticate the callers of the API with OAuth2 and OpenID Connect',
    ],
    [{ outcome: 'none', instead: 'anonymous' }, 'Leave billing open, with rate limits'],
    [
      { outcome: 'none', instead: 'server-session' },
      'Authenticate the callers of billing with a server-side session',
    ],
    [
      { outcome: 'none', instead: 'fix-credential-home' },
      'Move the secret of billing out of what is handed out',
    ],
    [
      { outcome: 'api-key', instead: 'anonymous', forced: true },
      'Authenticate the callers of billing with an API key',
    ],
  ] satisfies [Partial<Recommendation>, string][])('is called after %j', (change, title) => {
    expect(adrTitle({ ...sample, ...change })).toBe(title);
  });

  it.each(['x\n---\nstatus: accepted', '<img src=x>', '# a', '```', '- item', '1. item', '$a$'])(
    'lets no text add markup: %j',
    (text) => {
      const outline = (record: string): string[] =>
        record.split('\n').map((line) => /^(?:#+ |\* |```|---$|\w+:|$)?/.exec(line)?.[0] ?? '');
      expect(outline(renderAdr(sampleSaying(text), today))).toEqual(
        outline(renderAdr(sampleSaying('x'), today)),
      );
      expect(renderAdr(sampleSaying(text), today)).not.toContain('<img');
    },
  );
});
