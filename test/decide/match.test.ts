import fc from 'fast-check';
import { expect, it } from 'vitest';
import { match, matcherFor } from '../../src/decide/match.ts';
import { walk } from '../../src/decide/walk.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';

const model = loadDecisionModel(`${import.meta.dirname}/../../rules/decision`);

it('the matcher that remembers gives the same as the one that does not', () => {
  const remembering = matcherFor(model);
  const answers = fc.record(
    Object.fromEntries(
      model.questions.map(({ id, options }) => [id, fc.constantFrom(...Object.keys(options))]),
    ),
  );
  fc.assert(
    fc.property(answers, fc.boolean(), (given, onlyThree) => {
      const step = walk(model, given, { assume: true, onlyThree });
      if (step.kind === 'ask') throw new Error(`needs ${step.question.id}`);
      expect(remembering(step.facts)).toEqual(match(model, step.facts));
    }),
    { numRuns: 300 },
  );
});
