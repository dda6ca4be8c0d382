import type { CliContext } from './context.ts';
import { wantsColor } from './wants-color.ts';

/** `auth-advisor explain` and `auth-advisor rules`. */
export const addRules = (context: CliContext): void => {
  const { program, io, setStatus } = context;
  program
    .command('explain')
    .description('what a rule, question, outcome or companion means, why, and what to do')
    .argument('<id>', 'such as keys/github-pat or key-rotation')
    .option('--json', 'as JSON', false)
    .action(async (id: string, given: { json: boolean }) => {
      const { explain } = await import('../commands/explain.ts');
      setStatus(await explain({ id, json: given.json, color: wantsColor(context) }, io));
    });
  const rules = program.command('rules').description('the rules that scan judges by');
  rules
    .command('list')
    .description('every rule with its severity')
    .option('--json', 'as JSON', false)
    .action(async (given: { json: boolean }) => {
      const { listRules } = await import('../commands/rules.ts');
      setStatus(await listRules(given, io));
    });
  rules
    .command('check')
    .description('compile every rule and run its examples')
    .option('--rules <folder>', 'check your own rules in that folder')
    .action(async (given: { rules?: string }) => {
      const { checkAllRules } = await import('../commands/rules.ts');
      setStatus(await checkAllRules({ rules: given.rules }, io));
    });
  rules
    .command('schema')
    .description('JSON Schemas of rules, configuration and reports, for editors')
    .option('--write [folder]', 'write them to a folder (default: rules/schema)')
    .action(async (given: { write?: string | true }) => {
      const { writeSchemas } = await import('../commands/rules.ts');
      setStatus(await writeSchemas({ write: given.write === true ? 'rules/schema' : given.write }, io));
    });
};
