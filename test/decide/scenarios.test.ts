import { describe, expect, it } from 'vitest';
import { loadDecisionModel, loadScenarios } from '../../src/rules/load-decision.ts';
import { judgeScenario } from '../support/scenario.ts';

const folder = `${import.meta.dirname}/../../rules/decision`;
const model = loadDecisionModel(folder);

describe('scenarios', () => {
  it.each(loadScenarios(folder).map((scenario) => [scenario.id, scenario.name, scenario] as const))(
    '%s: %s',
    (_, __, scenario) => {
      expect(judgeScenario(model, scenario)).toEqual([]);
    },
  );
});
