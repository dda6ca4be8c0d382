import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderProblem } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Proof } from '../decide/prove.ts';
import { builtinRules, loadBuiltinExamples } from '../rules/builtin.ts';
import type { LoadedRule } from '../rules/load.ts';
import type { CheckedEvidence } from './check-evidence.ts';
import { writeReport } from './write-report.ts';

/** `auth-advisor rules list`: one line a rule, or JSON. */
export const listRules = async (options: { readonly json: boolean }, io: Io): Promise<number> => {
  const rules = [...builtinRules.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (options.json) {
    const rows = rules.map(({ id, kind, title, severity, confidence, references, cwe }) => ({
      id,
      kind,
      title,
      severity,
      confidence,
      references,
      cwe,
    }));
    await writeReport([`${JSON.stringify(rows, null, 2)}\n`], undefined, io);
    return 0;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`,
  );
  await writeReport([...lines, `${rules.length} rules\n`], undefined, io);
  return 0;
};

/**
 * `auth-advisor rules check`: compiles every rule, runs every example and proves the decision model.
 * @param options.rules - a folder of a user's own rules; the built-in ones without it.
 * @returns 0 when every example does what it says and the proof finds no gap, 2 otherwise.
 */
export const checkAllRules = async (
  options: { readonly rules: string | undefined },
  io: Io,
): Promise<number> => {
  const { checkRules } = await import('./check-rules.ts');
  const loaded = await toCheck(options.rules, io.cwd);
  const others = options.rules === undefined ? [] : builtinRules.rules;
  const { rules, examples, problems } = await checkRules(loaded, others);
  // A user's own rules leave the decision model as it ships.
  const proof = options.rules === undefined ? await proveModel() : undefined;
  const evidence = options.rules === undefined ? await checkInventory() : undefined;
  const faults = [...problems, ...(evidence?.problems ?? [])];
  for (const fault of faults) await io.stderr.write(`error: ${renderProblem(fault)}\n`);
  for (const problem of proof?.problems ?? []) await io.stderr.write(`error: decision model: ${problem}\n`);
  if (faults.length > 0 || proof?.problems.length) return 2;
  await io.stdout.write(`${rules} rules, ${examples} examples: all do what they say.\n`);
  if (evidence) await io.stdout.write(`Inventory: ${evidence.examples} examples do what they say.\n`);
  if (proof) {
    const { combinations, paths } = proof;
    await io.stdout.write(
      `Decision model: one answer for each of ${combinations} combinations, ${paths} ways walked to the end.\n`,
    );
  }
  return 0;
};

const proveModel = async (): Promise<Proof> => {
  const [{ prove }, { default: model }] = await Promise.all([
    import('../decide/prove.ts'),
    import('virtual:auth-advisor/decision-model'),
  ]);
  return prove(model);
};

const checkInventory = async (): Promise<CheckedEvidence> => {
  const [{ checkEvidence }, { default: loaded }] = await Promise.all([
    import('./check-evidence.ts'),
    import('virtual:auth-advisor/inventory-examples'),
  ]);
  return checkEvidence(loaded);
};

const toCheck = async (folder: string | undefined, cwd: string): Promise<readonly LoadedRule[]> => {
  if (folder === undefined) return loadBuiltinExamples();
  const { parseRules, readYamlFolder } = await import('../rules/load.ts');
  const known = builtinRules.rules.map(({ id }) => id);
  return parseRules(readYamlFolder(resolve(cwd, folder), folder.replace(/\/+$/, '')), known);
};

/** `auth-advisor rules schema`: the JSON Schemas for editors, as one object or written to a folder. */
export const writeSchemas = async (
  options: { readonly write: string | undefined },
  io: Io,
): Promise<number> => {
  const { jsonSchemas, printJsonSchema } = await import('../rules/json-schema.ts');
  const schemas = jsonSchemas();
  if (options.write === undefined) {
    await writeReport([`${JSON.stringify(schemas, null, 2)}\n`], undefined, io);
    return 0;
  }
  const folder = resolve(io.cwd, options.write);
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(schemas))
    writeFileSync(join(folder, name), printJsonSchema(schema));
  await io.stdout.write(`${Object.keys(schemas).length} schemas written to ${options.write}\n`);
  return 0;
};
