import type { Comparison, Split } from '../../core/recorded-decision.ts';
import { type Paint, paintFor } from '../paint.ts';
import { stringify } from '../stringify.ts';
import { usableWidth, wrap } from '../wrap.ts';
import { sayRequirements } from './say-requirements.ts';
import { type RecommendationLook, widest } from './text.ts';

/** Two recommendations side by side; one above the other where the terminal is narrow. */
export const renderComparison = (
  comparison: Comparison,
  format: 'text' | 'json',
  look: RecommendationLook,
): string =>
  format === 'json' ? `${stringify({ version: 1, ...comparison })}\n` : renderText(comparison, look);

interface Row {
  readonly a: readonly string[];
  readonly b: readonly string[];
}

const renderText = (one: Comparison, look: RecommendationLook): string => {
  const paint = paintFor(look.color);
  const width = Math.min(usableWidth(look.columns), widest);
  const section = (title: string, rows: readonly Row[]): string[] =>
    rows.every(({ a, b }) => a.length + b.length === 0)
      ? []
      : ['', paint.strong(title), ...rows.flatMap((row) => renderRow(row, one, width))];
  const lines = [
    ...renderRow({ a: [one.a.name], b: [one.b.name] }, one, width, paint),
    ...renderRow({ a: [one.a.headline], b: [one.b.headline] }, one, width),
    ...section(
      'Answered differently',
      one.answers.flatMap((answer) => [
        {
          a: [`${answer.fact}: ${answer.a?.label ?? 'not asked'}`],
          b: [`${answer.fact}: ${answer.b?.label ?? 'not asked'}`],
        },
      ]),
    ),
    ...section('Comes with only one of them', [only(one.companions, (item) => `${item.level}: ${item.say}`)]),
    ...section('Warned of for only one of them', [
      only(one.warnings, (item) => `${item.severity}: ${item.say}`),
    ]),
    ...section('Held to', [
      { a: sayRequirements(one.a.requirements), b: sayRequirements(one.b.requirements) },
    ]),
    ...shared(one, width, paint),
  ];
  return `${lines.join('\n')}\n`;
};

const only = <T>({ a, b }: Split<T>, say: (item: T) => string): Row => ({ a: a.map(say), b: b.map(say) });

const shared = (one: Comparison, width: number, paint: Paint): string[] => {
  const both = [
    ...one.companions.both.map(({ level, say }) => `${level}: ${say}`),
    ...one.warnings.both.map(({ severity, say }) => `${severity}: ${say}`),
  ];
  return both.length === 0
    ? []
    : ['', paint.strong('The same for both'), ...both.flatMap((text) => wrap('  - ', text, width))];
};

// Two columns of less than 28 characters are harder to read than one below the other.
const narrowestPair = 60;

const renderRow = ({ a, b }: Row, one: Comparison, width: number, paint?: Paint): string[] => {
  const strong = (lines: string[]): string[] => (paint ? lines.map(paint.strong) : lines);
  if (width < narrowestPair) return stacked({ a, b }, one, width, paint);
  const room = Math.floor((width - 5) / 2);
  const [left, right] = [points(a, room, !paint), points(b, room, !paint)];
  return strong(
    Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
      `  ${(left[i] ?? '').padEnd(room)} | ${right[i] ?? ''}`.trimEnd(),
    ),
  );
};

const points = (items: readonly string[], room: number, marked: boolean): string[] =>
  items.length === 0 ? ['(nothing)'] : items.flatMap((item) => wrap(marked ? '- ' : '', item, room));

const stacked = ({ a, b }: Row, one: Comparison, width: number, paint: Paint | undefined): string[] =>
  paint
    ? [`${one.a.name} | ${one.b.name}`].flatMap((line) => wrap('', line, width)).map(paint.strong)
    : [
        ...a.flatMap((item) => wrap(`  ${one.a.name}: `, item, width)),
        ...b.flatMap((item) => wrap(`  ${one.b.name}: `, item, width)),
      ];
