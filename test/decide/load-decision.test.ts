import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { loadDecisionModel, loadScenarios, parseDecisionModel } from '../../src/rules/load-decision.ts';

const folder = `${import.meta.dirname}/../../rules/decision`;

/** The shipped model with one text replaced in one file. */
const withChange = (name: string, from: string, to: string) =>
  parseDecisionModel((part) => {
    const text = readFileSync(`${folder}/${part}.yaml`, 'utf8');
    if (part === name && !text.includes(from)) throw new Error(`${name}.yaml does not hold: ${from}`);
    return { file: `${part}.yaml`, text: part === name ? text.replace(from, to) : text };
  });

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no error';
};

describe('the decision model', () => {
  it('loads with its scenarios', () => {
    const model = loadDecisionModel(folder);
    expect(model.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(loadScenarios(folder).length).toBeGreaterThanOrEqual(22);
  });

  it('has labels that stay on one line of a terminal with a number in front', () => {
    const labels = loadDecisionModel(folder).questions.flatMap(({ options }) => Object.values(options));
    expect(labels.filter(({ label }) => label.length > 74)).toEqual([]);
  });

  it('has the same hash however its keys are ordered, and another when a word changes', () => {
    const model = loadDecisionModel(folder);
    const reordered = withChange(
      'companions',
      '- id: key-in-vault\n  level: must\n',
      '- level: must\n  id: key-in-vault\n',
    );
    const reworded = withChange('companions', 'Keep the key', 'Hold the key');
    expect(reordered.sha256).toBe(model.sha256);
    expect(reworded.sha256).not.toBe(model.sha256);
  });

  it.each([
    [
      'rules',
      'acts_for: [nobody]',
      'acts_fro: [nobody]',
      /^rules\.yaml:4:\d+: no such fact here: "acts_fro"; did you mean "acts_for"\?/,
    ],
    [
      'rules',
      'acts_for: [nobody]',
      'acts_for: [nobdy]',
      /^rules\.yaml:4:\d+: no such name: "nobdy"; did you mean "nobody"\?/,
    ],
    ['rules', 'acts_for: [nobody]', 'high_risk: ["yes"]', /no such fact here: "high_risk"/],
    ['rules', 'essay: [E3, K2, D4]', 'essay: [E9, K2, D4]', /no such name: "E9"/],
    [
      'rules',
      'nearest: jwt, fit: designed-for',
      'nearest: api-key, fit: designed-for',
      /the nearest of the three is the outcome itself/,
    ],
    ['rules', 'instead: anonymous, ', '', /"instead" belongs to the outcome "none"/],
    ['rules', '- id: R02', '- id: R01', /"R01" is taken already/],
    ['rules', 'fit: refuse', 'fit: refused', /rules\.yaml:12:\d+: .*did you mean "refuse"\?/],
    [
      'companions',
      'level: must',
      'levl: must',
      /companions\.yaml:4:\d+: .*unknown key "levl"; did you mean "level"\?/,
    ],
    [
      'companions',
      'OWASP Secrets CS s2.1-2.6',
      'OWSAP Secrets CS',
      /begins with no source of sources.yaml; did you mean "OWASP Secrets CS"\?/,
    ],
    ['questions', 'default: browser', 'default: browsr', /no such name: "browsr"; did you mean "browser"\?/],
    [
      'questions',
      '  default: browser\n',
      '',
      /"client_kind" can shape a recommendation, so it needs a default/,
    ],
    ['questions', '- {acts_for: [itself]}', '- {outcome: [jwt]}', /no such fact here: "outcome"/],
    ['sources', 'name: RFC 9728', 'name: RFC 9727', /nothing cites "RFC 9727"/],
    ['model', 'version: 1.0.0', 'version: one', /^model\.yaml:3:\d+: .*expected a version/],
  ])('points at a mistake in %s.yaml: %s -> %s', (name, from, to, message) => {
    expect(messageOf(() => withChange(name, from, to))).toMatch(message);
  });
});
