import { skipClasses } from '../core/blob.ts';
import { escapeText } from '../core/escape.ts';
import type { Receipt } from '../core/report.ts';
import { many, sayOf, skippedOf } from './coverage.ts';
import type { Look } from './format.ts';
import type { Paint } from './paint.ts';
import { usableWidth, wrap } from './wrap.ts';

/** What keeps a reading from being whole, in blocks of lines. */
export const coverageLines = (receipt: Receipt, look: Look, paint: Paint): string[][] => {
  const width = usableWidth(look.columns);
  return [
    look.verbose ? otherSkipLines(receipt, width) : [],
    incompleteLines(receipt, width, paint),
    limitLines(receipt, width, paint),
    switchedOffLines(receipt, width),
  ];
};

const pathAndWhy = ({ path, why, detail }: Receipt['skips'][number]): string =>
  `${path}: ${sayOf(why, 1)}${detail === undefined ? '' : ` (${detail})`}`;

/** Items below a heading. */
export const listed = (items: readonly string[], width: number): string[] =>
  items.flatMap((item) => wrap('  ', oneLine(item), width));

/** A name with a line break in it is still one item. */
const oneLine = (item: string): string => escapeText(item);

const otherSkipLines = ({ skips }: Receipt, width: number): string[] => {
  const others = skips.filter(({ why }) => !skipClasses[why].failed);
  return others.length === 0 ? [] : ['Not read:', ...listed(others.map(pathAndWhy), width)];
};

const incompleteLines = ({ complete, skips }: Receipt, width: number, paint: Paint): string[] => {
  const failed = skips.filter(({ why }) => skipClasses[why].failed);
  if (complete && failed.length === 0) return [];
  const head = 'Incomplete: not everything that was asked for was read, so this is no all-clear.';
  return [
    ...wrap('', head, width).map((line) => paint.alarm(line)),
    ...listed(failed.map(pathAndWhy), width),
  ];
};

const limitLines = ({ limits }: Receipt, width: number, paint: Paint): string[] =>
  limits.length === 0 ? [] : [paint.strong('Read only in part:'), ...listed(limits, width)];

const switchedOffLines = ({ rules, config }: Receipt, width: number): string[] => {
  const parts = [
    rules.off.length === 0 ? [] : `${many(rules.off.length, 'rule')} (${rules.off.join(', ')})`,
    config.excluded.length === 0 ? [] : `paths matching ${config.excluded.join(', ')}`,
    config.suppressed === 0 ? [] : `${many(config.suppressed, 'finding')} suppressed`,
    config.baseline?.known
      ? `${many(config.baseline.known, 'finding')} known to ${config.baseline.file}`
      : [],
  ].flat();
  if (parts.length === 0) return [];
  const where = config.file === null ? '' : ` (see ${config.file})`;
  return wrap('', oneLine(`Switched off${where}: ${parts.join('; ')}.`), width);
};

/** Why nothing was read. */
export const nothingRead = ({ asked, skipped }: Receipt): string => {
  const left = skippedOf(skipped);
  if (asked.mode === 'stdin') return 'Nothing was scanned: standard input was empty.';
  if (asked.mode === 'staged')
    return `Nothing was scanned: ${left === '' ? 'no change is staged' : `of what is staged, ${left}`}.`;
  const paths = oneLine(asked.paths.join(', '));
  const why =
    left === '' ? `there is no file in "${paths}"` : `nothing to read is left in "${paths}", ${left}`;
  const advice = skipped.ignored
    ? ' --no-ignore reads what .gitignore names.'
    : left === ''
      ? ' Check the path.'
      : '';
  return `Nothing was scanned: ${why}.${advice}`;
};
