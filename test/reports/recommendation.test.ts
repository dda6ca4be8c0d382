import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../src/core/recommendation.ts';
import { recommend } from '../../src/decide/recommend.ts';
import { type Answers, walk } from '../../src/decide/walk.ts';
import { type RecommendationFormat, recommendationFormats } from '../../src/reports/recommendation/index.ts';
import { loadDecisionModel, loadScenarios } from '../../src/rules/load-decision.ts';

const folder = `${import.meta.dirname}/../../rules/decision`;
const model = loadDecisionModel(folder);

const recommendationFor = (answers: Answers, surface: string | null = null): Recommendation => {
  const complete = walk(model, answers, { assume: true });
  if (complete.kind === 'ask') throw new Error(`needs ${complete.question.id}`);
  return recommend(model, answers, complete, {}, surface);
};

const render = (format: RecommendationFormat, one: Recommendation, columns = 80, color = false): string =>
  recommendationFormats[format](one, { color, columns, today: '2026-01-02' });

const keyInRepository = recommendationFor({
  acts_for: 'itself',
  credential_home: 'server',
  caller_known: 'registered',
  verify_locally: 'no',
  secret_store: 'file',
});

describe('the text report', () => {
  it('says the choice first, then why, what with, what not, what would change it and what next', () => {
    const lines = render('text', keyInRepository).split('\n');
    const headings = lines.filter(
      (line, i) => line !== '' && !line.startsWith(' ') && (i === 0 || lines[i - 1] === ''),
    );
    expect(headings).toEqual([
      'API key',
      'Refused, unless accepted with --accept and --reason',
      'Better still',
      'Because',
      'It must come with',
      'It should come with',
      'Warnings',
      'Why not the others',
      'Where sources differ',
      'What would change the answer',
      'Assumed, because it was not answered',
      'Next steps',
      'Where this comes from',
    ]);
  });

  it.each([40, 80, 100, 300])('stays within %i columns, and within 100', (columns) => {
    for (const { answers } of loadScenarios(folder)) {
      const lines = render('text', recommendationFor(answers), columns).split('\n');
      expect(lines.filter((line) => line.length > Math.min(columns, 100))).toEqual([]);
    }
  });

  it('marks every document that nobody checked, wherever it is named, and says once what the mark means', () => {
    const text = render('text', keyInRepository, 1000).replace(/\s+/g, ' ');
    const named = (checked: boolean) => [
      ...new Set(
        keyInRepository.references.filter((one) => one.checked === checked).map(({ source }) => source),
      ),
    ];
    expect(named(true).length * named(false).length).toBeGreaterThan(0);
    for (const name of named(false)) {
      for (const [found] of text.matchAll(new RegExp(`${name}[^;\\]:]{0,80}[;\\]:]`, 'g')))
        expect(found).toContain('*');
      expect(text).toContain(`- ${name}*: `);
    }
    for (const name of named(true)) expect(text).toContain(`- ${name}: `);
    expect(text.split('Nobody has compared those with * with the document')).toHaveLength(2);
  });

  it('names a document once for all of its clauses', () => {
    const text = render('text', keyInRepository, 1000);
    expect(text).toContain('[key-in-vault; claims K4, K5; ASVS 13.3.1, 16.2.5; OWASP Secrets CS s2.1-2.6]');
  });

  it('explains every claim that it names', () => {
    const text = render('text', keyInRepository);
    const [body = '', claims = ''] = text.split('Where this comes from');
    const named = new Set(body.match(/\b[EKJOD]\d\b/g));
    expect(named.size).toBeGreaterThan(5);
    for (const id of named) expect(claims).toContain(`- ${id}: `);
  });

  it('colours only when it is told to', () => {
    expect(render('text', keyInRepository)).not.toContain('\u001b');
    expect(render('text', keyInRepository, 80, true)).toContain('\u001b[1mAPI key\u001b[22m');
  });

  it('names the nearest of the three when none fits', () => {
    const text = render(
      'text',
      recommendationFor({ acts_for: 'our_user', login: 'own', verify_locally: 'no' }),
    );
    expect(text).toMatch(/^None of the three: use a server-side session\n/);
    expect(text).toContain('Nearest of the three: JWT.');
  });
});

describe('the JSON report', () => {
  it('has the fields of the contract', () => {
    const report = JSON.parse(render('json', keyInRepository));
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining([
        'version',
        'model',
        'surface',
        'answers',
        'outcome',
        'instead',
        'nearest',
        'fit',
        'rule',
        'because',
        'companions',
        'warnings',
        'rejected',
        'flips',
        'references',
      ]),
    );
    expect(report.model).toEqual({ version: model.version, sha256: model.sha256 });
    expect(report.companions[0]).toEqual({
      id: 'key-in-vault',
      level: 'must',
      say: expect.any(String),
      essay: ['K4', 'K5'],
      references: ['ASVS 13.3.1', 'ASVS 16.2.5', 'OWASP Secrets CS s2.1-2.6'],
      requires: { secretSources: ['secrets-manager', 'mounted-file', 'environment'] },
    });
    expect(report.requirements).toEqual({
      secretSources: ['secrets-manager', 'mounted-file', 'environment'],
      rotationDays: 90,
    });
    expect(report.flips).toContainEqual({
      set: { caller_known: 'ephemeral' },
      to: [{ outcome: 'jwt', instead: null, headline: 'JWT' }],
    });
  });

  it('is one line', () => {
    expect(render('json', keyInRepository)).toMatch(/^\{.*\}\n$/);
  });
});

describe('a hostile surface name', () => {
  const hostile = '\u001b[2J::error::<img src=x>|[a](b)\nnext';

  it.each(['text', 'json', 'markdown'] as const)('cannot act in %s', (format) => {
    const out = render(format, recommendationFor({ acts_for: 'nobody' }, hostile));
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/^\s*::/m);
    if (format === 'markdown') expect(out.split('\n')[0]).toMatch(/&lt;img src=x\\>\\\|\\\[a\\\]\(b\)/);
    if (format === 'json') expect(JSON.parse(out).surface).toBe(hostile);
  });
});

describe('the Markdown report', () => {
  it('has one heading per section, and points below it', () => {
    const out = render('markdown', keyInRepository);
    expect(out).toMatch(
      /^# API key\n\nThis is what it was designed for\.\n\n## Refused, unless accepted with --accept and --reason\n\n- /,
    );
    expect(out).toContain(
      '- **refuse**: A key in the repository or image is leaked already: rotate it, then move it.<br>\n',
    );
  });
});
