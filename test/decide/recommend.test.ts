import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../src/decide/flips.ts';
import { recommend } from '../../src/decide/recommend.ts';
import { type Answers, type CompleteWalk, decide, walk } from '../../src/decide/walk.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';

const model = loadDecisionModel(`${import.meta.dirname}/../../rules/decision`);

/** An answer to every question, whether it arises or not. */
const everyAnswer: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(
    model.questions.map(({ id, options }) => [id, fc.constantFrom(...Object.keys(options))]),
  ),
);

const complete = (answers: Answers): CompleteWalk => {
  const step = walk(model, answers, { assume: true });
  if (step.kind === 'ask') throw new Error(`needs ${step.question.id}`);
  return step;
};

const recommendFor = (answers: Answers) => recommend(model, answers, complete(answers), {});

const reachable = (answers: Answers): string[] => {
  const step = decide(model, answers);
  if (step.kind === 'complete') return [verdictOf(model, step.rule, {}).headline];
  const { id, options } = step.question;
  return Object.keys(options).flatMap((value) => reachable({ ...answers, [id]: value }));
};

describe('a recommendation', () => {
  it('does not depend on answers to questions that do not arise', () => {
    fc.assert(
      fc.property(everyAnswer, (answers) => {
        const one = recommendFor(answers);
        const { unused, ...rest } = one;
        const { unused: none, ...same } = recommendFor(one.answers);
        expect(rest).toEqual(same);
        expect(none).toEqual([]);
        expect([...Object.keys(one.answers), ...unused].sort()).toEqual(Object.keys(answers).sort());
      }),
    );
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(everyAnswer, (answers) => {
        const reversed = Object.fromEntries(Object.entries(answers).reverse());
        expect({ ...recommendFor(reversed), unused: [] }).toEqual({ ...recommendFor(answers), unused: [] });
      }),
    );
  });

  it('lists exactly the single answers that change the outcome whatever follows', () => {
    fc.assert(
      fc.property(everyAnswer, (answers) => {
        const one = recommendFor(answers);
        const deciding = complete(answers).path.filter(({ phase }) => phase === 'decide');
        const decided = Object.fromEntries(deciding.map(({ question, value }) => [question.id, value]));
        const tried = deciding.flatMap(({ question, value }) =>
          Object.keys(question.options)
            .filter((other) => other !== value)
            .map((other) => ({ [question.id]: other })),
        );
        const certain = tried.filter((set) => !reachable({ ...decided, ...set }).includes(one.headline));
        expect(one.flips.map(({ set }) => set)).toEqual(certain);
        for (const { set, to } of one.flips) {
          expect(to.map(({ headline }) => headline)).toEqual([...new Set(reachable({ ...decided, ...set }))]);
        }
      }),
    );
  });

  it('takes the habit for a warning only: it never changes the choice', () => {
    fc.assert(
      fc.property(
        everyAnswer,
        fc.constantFrom('api-key', 'jwt', 'oauth2-oidc', 'undecided'),
        (answers, leaning) => {
          const [a, b] = [recommendFor(answers), recommendFor({ ...answers, leaning })];
          expect([b.outcome, b.instead, b.rule, b.companions]).toEqual([
            a.outcome,
            a.instead,
            a.rule,
            a.companions,
          ]);
        },
      ),
    );
  });

  it('takes "unknown" as the default, and says so', () => {
    const answers = { acts_for: 'consented_user', revocation: 'unknown' };
    expect(recommendFor(answers).assumed).toContainEqual({
      fact: 'revocation',
      value: 'minutes',
      ask: 'After you cut a caller off, how long may it still get in?',
      label: 'A few minutes at most',
    });
  });

  it('is not made from "unknown" where the answer decides', () => {
    expect(walk(model, { acts_for: 'unknown' }, { assume: true })).toMatchObject({
      kind: 'ask',
      question: { id: 'acts_for' },
    });
  });
});

describe('a model with a gap', () => {
  it('is a fault of ours, not of the person who answers', () => {
    const broken = { ...model, rules: model.rules.filter(({ id }) => id !== 'R01') };
    expect(() => walk(broken, { acts_for: 'nobody' })).toThrowError(
      expect.objectContaining({ code: 'internal', message: expect.stringContaining('it has: none') }),
    );
  });
});
