import type { FrameLine } from '../core/finding.ts';
import type { Stretch } from '../core/mask.ts';
import type { SourceFile } from './source-file.ts';

/** Characters of a line that are shown, centred on the finding. */
const widest = 160;

/**
 * The lines around a finding with every secret of the file masked, cut to a width that a terminal can show.
 * @param start - UTF-16 offset of the finding; @param end - exclusive.
 * @param secrets - every secret stretch of the file, also those of other findings.
 */
export const frameOf = (
  file: SourceFile,
  start: number,
  end: number,
  secrets: readonly Stretch[],
): FrameLine[] => {
  const at = file.lineIndexOf(start);
  return [at - 1, at, at + 1].flatMap((index) => {
    const whole = file.lineAt(index);
    if (!whole) return [];
    const line = index === at ? around(whole, start) : around(whole, whole.start);
    const shown = maskLine(line, near(secrets, line.start, line.start + line.text.length));
    const number = file.spanOf(whole.start, whole.start).line;
    if (index !== at) return [{ line: number, text: cut(shown.text, 0).text }];
    const from = shown.place(start, 'start');
    const to = Math.max(shown.place(Math.min(end, line.start + line.text.length), 'end'), from + 1);
    const window = cut(shown.text, Math.max(0, from - 60));
    const shift = window.shift;
    return [
      {
        line: number,
        text: window.text,
        mark: { start: from + shift, end: Math.min(to + shift, window.text.length + 1) },
      },
    ];
  });
};

/** A line of a megabyte is not masked whole for each finding on it. What is left out lies beyond what is shown. */
const around = (line: { start: number; text: string }, offset: number): { start: number; text: string } => {
  const from = Math.max(0, offset - line.start - 4 * widest);
  return { start: line.start + from, text: line.text.slice(from, from + 8 * widest) };
};

const near = (secrets: readonly Stretch[], from: number, to: number): Stretch[] =>
  secrets.filter((one) => one.start < to && one.end > from);

interface MaskedLine {
  readonly text: string;
  /** Where an offset of the file's text stands in the masked line; inside a secret, the edge of its mask. */
  place(offset: number, edge: 'start' | 'end'): number;
}

const maskLine = (line: { start: number; text: string }, secrets: readonly Stretch[]): MaskedLine => {
  const merged = merge(secrets, line.start, line.start + line.text.length);
  let text = '';
  let at = line.start;
  const moves: { start: number; end: number; shownStart: number; shownEnd: number }[] = [];
  for (const one of merged) {
    text += line.text.slice(at - line.start, one.start - line.start);
    moves.push({
      start: one.start,
      end: one.end,
      shownStart: text.length,
      shownEnd: text.length + one.shown.length,
    });
    text += one.shown;
    at = one.end;
  }
  text += line.text.slice(at - line.start);
  const place = (offset: number, edge: 'start' | 'end'): number => {
    let delta = -line.start;
    for (const move of moves) {
      if (offset <= move.start) break;
      if (offset < move.end) return edge === 'start' ? move.shownStart : move.shownEnd;
      delta = move.shownEnd - move.end;
    }
    return offset + delta;
  };
  return { text, place };
};

/** Clips to the line and joins what overlaps: the union is hidden, the first mask shows. */
const merge = (secrets: readonly Stretch[], from: number, to: number): Stretch[] => {
  const clipped = secrets
    .map((one) => ({ start: Math.max(one.start, from), end: Math.min(one.end, to), shown: one.shown }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Stretch[] = [];
  for (const one of clipped) {
    const last = merged.at(-1);
    if (last && one.start < last.end)
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, one.end) };
    else merged.push(one);
  }
  return merged;
};

/** `shift` is what a position in the whole line moves by. */
const cut = (text: string, from: number): { text: string; shift: number } => {
  if (text.length <= widest) return { text, shift: 0 };
  const start = Math.min(from, Math.max(0, text.length - widest));
  const head = start > 0 ? '…' : '';
  const tail = start + widest < text.length ? '…' : '';
  return { text: `${head}${text.slice(start, start + widest)}${tail}`, shift: head.length - start };
};
