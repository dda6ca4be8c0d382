import { sayDuration } from '../core/duration.ts';
import { escapeText } from '../core/escape.ts';
import type { ReportRule } from '../core/report.ts';
import type { TokenProblem, TokenReport, TokenTimes } from '../core/token-report.ts';
import type { Look } from './format.ts';
import { type Paint, paintFor } from './paint.ts';
import { stringify } from './stringify.ts';
import { usableWidth, wrap } from './wrap.ts';

type Rules = readonly Pick<ReportRule, 'id' | 'title' | 'why' | 'fix' | 'references'>[];
type TokenLook = Pick<Look, 'color' | 'columns'>;
type TokenFormat = (report: TokenReport, rules: Rules, look: TokenLook) => string;

const text: TokenFormat = (report, rules, look) => {
  const paint = paintFor(look.color);
  const width = usableWidth(look.columns);
  const blocks = [
    factLines(report, width),
    ...report.problems.map((problem) => problemLines(problem, rules, width, paint)),
    report.notes.flatMap((note) => wrap('', note, width)),
    wrap('', verdict(report), width).map((line) => (report.problems.length === 0 ? paint.good(line) : line)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
};

const json: TokenFormat = (report, rules) => {
  const { problems, ...rest } = report;
  const findings = problems.map((problem) => {
    const { title, why, fix, references } = ruleOf(problem, rules);
    return { ...problem, title, why, fix, references };
  });
  return `${stringify({ version: 1, ...rest, findings })}\n`;
};

/** How `auth-advisor token` says what it knows. */
export const tokenFormats = { text, json } as const;

const factLines = (report: TokenReport, width: number): string[] =>
  [
    ['Header', header(report)],
    ['Claims', report.claimNames.length === 0 ? 'none' : report.claimNames.join(', ')],
    ['Issued', issued(report.times)],
    ['Valid', validFrom(report.times)],
    [report.expired ? 'Expired' : 'Expires', expires(report.times)],
    ['Lifetime', lifetime(report)],
  ].flatMap(([label = '', value = '']) => (value === '' ? [] : wrap(`${label.padEnd(9)} `, value, width)));

const header = ({ alg, typ, headerNames }: TokenReport): string =>
  [`alg ${alg ?? 'missing'}`, typ === null ? [] : `typ ${typ}`, headerNames].flat().join(', ');

const issued = ({ issuedAgo }: TokenTimes): string =>
  issuedAgo === null ? 'not said (no iat)' : relative(0 - issuedAgo);

const validFrom = ({ validIn }: TokenTimes): string =>
  validIn === null || validIn <= 0 ? '' : `not before ${relative(validIn)}`;

const expires = ({ expiresIn }: TokenTimes): string =>
  expiresIn === null ? 'never (no exp)' : relative(expiresIn);

const relative = (seconds: number): string => {
  if (seconds === 0) return 'now';
  return seconds > 0 ? `in ${rough(seconds)}` : `${rough(0 - seconds)} ago`;
};

/** To a person "2 days" says more than "49.3 hours". */
const rough = (seconds: number): string => {
  const step = [86_400, 3600, 60].find((size) => seconds >= 2 * size) ?? 1;
  return sayDuration(Math.round(seconds / step) * step);
};

const nouns: Readonly<Record<string, string>> = {
  access: 'access tokens',
  refresh: 'refresh tokens',
  session: 'sessions',
};

const lifetime = ({ times, use, limitSeconds }: TokenReport): string => {
  const limit =
    limitSeconds === null ? '' : `; the policy for ${nouns[use] ?? use} is ${sayDuration(limitSeconds)}`;
  if (times.lifetime !== null) return `${sayDuration(times.lifetime)}${limit}`;
  return `${times.expiresIn === null ? 'without end' : 'cannot be told'}${limit}`;
};

const problemLines = (problem: TokenProblem, rules: Rules, width: number, paint: Paint): string[] => {
  const { title, why, fix } = ruleOf(problem, rules);
  return [
    `${paint.severity(problem.severity)}  ${escapeText(problem.ruleId)}  ${escapeText(title)}`,
    ...wrap('  ', problem.message, width),
    ...wrap('  Why  ', why, width),
    ...wrap('  Fix  ', fix, width),
  ];
};

const ruleOf = ({ ruleId }: TokenProblem, rules: Rules): Rules[number] =>
  rules.find(({ id }) => id === ruleId) ?? { id: ruleId, title: ruleId, why: '', fix: '', references: [] };

const unproven = 'Whether its signature is right was not checked: that takes the key.';

const verdict = ({ problems, expired }: TokenReport): string => {
  const state = expired ? ' It has expired.' : '';
  if (problems.length === 0) return `Nothing is wrong with this token by itself.${state} ${unproven}`;
  const count = problems.length === 1 ? '1 finding' : `${problems.length} findings`;
  return `${count}, the worst ${problems[0]?.severity}.${state} ${unproven}`;
};
