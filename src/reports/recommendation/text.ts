import { type Paint, paintFor } from '../paint.ts';
import { usableWidth, wrap } from '../wrap.ts';
import type { Outline, Point } from './outline.ts';

/** How a recommendation meets its reader. */
export interface RecommendationLook {
  readonly color: boolean;
  /** Width in characters; 0 where it is unknown. */
  readonly columns: number;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** Longer lines are hard to read, however wide the terminal is. */
export const widest = 100;

/** An outline for a terminal. */
export const renderText = (outline: Outline, look: RecommendationLook): string => {
  const paint = paintFor(look.color);
  const width = Math.min(usableWidth(look.columns), widest);
  const head = [
    ...wrap('', outline.title, width).map(paint.strong),
    ...outline.lead.flatMap((line) => wrap('  ', line, width)),
  ];
  const sections = outline.sections.flatMap(({ title, points }) => [
    '',
    ...wrap('', title, width).map(paint.strong),
    ...points.flatMap((point) => renderPoint(point, width, paint)),
  ]);
  return `${[...head, ...sections].join('\n')}\n`;
};

const renderPoint = (
  { mark, alarm, text, reply, items = [], notes }: Point,
  width: number,
  paint: Paint,
): string[] => {
  const lines = wrap('  - ', mark ? `${mark}: ${text}` : text, width);
  return [
    ...(alarm ? lines.map(paint.alarm) : lines),
    ...(reply === undefined ? [] : wrap('    ', reply, width).map(paint.strong)),
    ...items.flatMap((item) => wrap('    - ', item, width)),
    ...(notes.length > 0 ? wrap('      ', `[${notes.join('; ')}]`, width).map(paint.dim) : []),
  ];
};
