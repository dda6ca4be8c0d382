import { describe, expect, it } from 'vitest';
import { builtinRules, loadBuiltinExamples } from '../../src/rules/builtin.ts';
import { splitProse, withProse } from '../../src/rules/with-prose.ts';

describe('withProse', () => {
  it('gives every rule back what splitProse took', async () => {
    const loaded = await loadBuiltinExamples();
    for (const { rule } of loaded) {
      const built = builtinRules.rules.find(({ id }) => id === rule.id);
      expect({
        title: built?.title,
        why: built?.why,
        fix: built?.fix,
        references: built?.references,
        cwe: built?.cwe,
      }).toEqual({
        title: rule.title,
        why: rule.why,
        fix: rule.fix,
        references: rule.references,
        cwe: rule.cwe,
      });
    }
  });

  it('reads the prose once, and only when it is asked for', () => {
    const { bare, prose } = splitProse(
      builtinRules.rules.map((rule) => ({ ...rule, title: rule.title })) as never,
    );
    let reads = 0;
    const { rules } = withProse({ ...builtinRules, rules: bare }, () => {
      reads++;
      return prose;
    });
    expect({ ids: rules.every(({ id }) => id !== ''), reads }).toEqual({ ids: true, reads: 0 });
    expect([rules[0]?.title, rules[1]?.title].every((title) => typeof title === 'string')).toBe(true);
    expect(reads).toBe(1);
  });
});
