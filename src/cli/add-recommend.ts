import { Option } from 'commander';
import type { CliContext } from './context.ts';
import { wantsColor } from './wants-color.ts';

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `auth-advisor recommend`. */
export const addRecommend = (context: CliContext): void => {
  const { program, io, setStatus } = context;
  program
    .command('recommend')
    .description('choose between API key, JWT and OAuth2 with OpenID Connect for one kind of caller')
    .option('-a, --answers <file>', 'answers as YAML or JSON; "-" is standard input')
    .option('-s, --set <question=value>', 'answer one question; repeatable', collect, [])
    .option('--quick', 'ask only what decides', false)
    .option('--what-if <question=value>', 'try another answer; repeatable', collect, [])
    .option('--list-questions', 'every question with its allowed answers', false)
    .option('--only-three', 'choose one of the three even where none fits', false)
    .option('--accept <warning>', 'accept a refusal; repeatable, with --reason', collect, [])
    .option('--reason <text>', 'why the refusal is accepted')
    .addOption(
      new Option('-f, --format <format>', 'form of the result')
        .choices(['text', 'json', 'markdown', 'adr', 'mermaid', 'html'])
        .default('text'),
    )
    .option('-o, --output <file>', 'write the result to a file; a decision record also into a folder')
    .action(async (given: RecommendFlags) => {
      const { recommend } = await import('../commands/recommend.ts');
      setStatus(await recommend({ ...given, color: wantsColor(context) }, io));
    });
};

interface RecommendFlags {
  readonly answers?: string;
  readonly set: readonly string[];
  readonly quick: boolean;
  readonly whatIf: readonly string[];
  readonly listQuestions: boolean;
  readonly onlyThree: boolean;
  readonly accept: readonly string[];
  readonly reason?: string;
  readonly format: 'text' | 'json' | 'markdown' | 'adr' | 'mermaid' | 'html';
  readonly output?: string;
}
