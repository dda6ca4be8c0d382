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
    .option('--surface <name>', 'name of the surface; with --answers also: which of several')
    .option('--from-repo [folder]', 'suggest answers from what the code uses; each is to be confirmed')
    .option('--quick', 'ask only what decides', false)
    .option('--what-if <question=value>', 'try another answer; repeatable', collect, [])
    .option('--compare <names...>', 'two surfaces of the answers or the record, or two files of answers')
    .option('--save [file]', 'record the decision in auth-advisor.yaml')
    .option('--path <glob>', 'with --save: the code behind the surface; repeatable', collect, [])
    .option('--review <day>', 'with --save: when to look at it again (default: in a year)')
    .option('--recheck [file]', 'make the recorded decisions again and say what changed')
    .option('--plain', 'ask line by line: for screen readers and simple terminals', false)
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
      setStatus(
        await recommend(
          { ...given, color: wantsColor(context), promptColor: wantsColor(context, io.stderr) },
          io,
        ),
      );
    });
};

interface RecommendFlags {
  readonly answers?: string;
  readonly set: readonly string[];
  readonly surface?: string;
  readonly fromRepo?: string | true;
  readonly quick: boolean;
  readonly whatIf: readonly string[];
  readonly compare?: readonly string[];
  readonly save?: string | true;
  readonly path: readonly string[];
  readonly review?: string;
  readonly recheck?: string | true;
  readonly plain: boolean;
  readonly listQuestions: boolean;
  readonly onlyThree: boolean;
  readonly accept: readonly string[];
  readonly reason?: string;
  readonly format: 'text' | 'json' | 'markdown' | 'adr' | 'mermaid' | 'html';
  readonly output?: string;
}
