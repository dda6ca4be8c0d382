import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { run } from '../../src/cli.ts';
import { jsonSchemas } from '../../src/rules/json-schema.ts';
import { recommendationReport } from '../../src/rules/schema/recommendation.ts';
import { fakeIo } from '../support/fake-io.ts';

interface Written {
  readonly id: string;
  readonly answers: Readonly<Record<string, string>>;
}

const folder = join(import.meta.dirname, '../../rules/decision');
const scenarios = readdirSync(folder)
  .filter((name) => name === 'scenarios.yaml')
  .flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')) as Written[]);

const reportOf = async (answers: object, args: readonly string[] = []): Promise<unknown> => {
  const { io, stdout } = fakeIo({ cwd: '/', stdin: JSON.stringify(answers) });
  await run(['recommend', '--answers', '-', '--format', 'json', ...args], io);
  return JSON.parse(stdout());
};

const validate = new Ajv({ strict: false }).compile(jsonSchemas()['recommendation.schema.json'] as object);

describe('recommend --format json', () => {
  it.each(scenarios.map(({ id, answers }) => [id, answers] as const))(
    'keeps its contract for scenario %s',
    async (_, answers) => {
      const report = await reportOf({ answers });
      expect(v.safeParse(recommendationReport, report).issues ?? []).toEqual([]);
      expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null });
    },
  );

  it('keeps its contract for several surfaces and for a trial', async () => {
    const [one, two] = scenarios;
    const several = await reportOf({
      surfaces: { one: { answers: one?.answers }, two: { answers: two?.answers } },
    });
    const trial = await reportOf({ answers: one?.answers }, ['--what-if', 'verify_locally=yes']);
    for (const report of [several, trial]) {
      expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null });
    }
  });
});
