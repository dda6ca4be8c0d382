import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkAllRules } from '../../src/commands/rules.ts';
import { fakeIo } from '../support/fake-io.ts';

// The examples have their own tests; here it is about what the command makes of the results.
const checkRules = vi.hoisted(() => vi.fn());
const prove = vi.hoisted(() => vi.fn());
vi.mock('../../src/commands/check-rules.ts', () => ({ checkRules }));
const checkEvidence = vi.hoisted(() => vi.fn());
vi.mock('../../src/commands/check-evidence.ts', () => ({ checkEvidence }));
vi.mock('../../src/decide/prove.ts', () => ({ prove }));

const check = async () => {
  const fake = fakeIo({ cwd: '/' });
  const status = await checkAllRules({ rules: undefined }, fake.io);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

describe('rules check', () => {
  beforeEach(() => {
    checkRules.mockResolvedValue({ rules: 2, examples: 12, problems: [] });
    checkEvidence.mockResolvedValue({ examples: 30, problems: [] });
    prove.mockReturnValue({ combinations: 864, paths: 13_120, problems: [] });
  });

  it('says what was run and what was proved', async () => {
    expect(await check()).toEqual({
      status: 0,
      stdout:
        '2 rules, 12 examples: all do what they say.\nInventory: 30 examples do what they say.\nDecision model: one answer for each of 864 combinations, 13120 ways walked to the end.\n',
      stderr: '',
    });
  });

  it('fails where an example of the inventory does', async () => {
    const problem = { file: 'jwt.yaml', line: 3, column: 7, message: 'jose: example match[0]: shows jwt' };
    checkEvidence.mockResolvedValue({ examples: 30, problems: [problem] });
    expect(await check()).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: jwt.yaml:3:7: jose: example match[0]: shows jwt\n',
    });
  });

  it('fails where the proof of the decision model does', async () => {
    prove.mockReturnValue({ combinations: 864, paths: 0, problems: ['rule R99 never holds'] });
    expect(await check()).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: decision model: rule R99 never holds\n',
    });
  });

  it('fails where an example does', async () => {
    checkRules.mockResolvedValue({
      rules: 2,
      examples: 12,
      problems: [{ file: 'a.yaml', line: 3, column: 1, message: 'must be found, but is not' }],
    });
    expect(await check()).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: a.yaml:3:1: must be found, but is not\n',
    });
  });
});
