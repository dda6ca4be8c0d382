import { escapeText } from '../core/escape.ts';
import type { FrameLine } from '../core/finding.ts';

/** How a frame is drawn. */
export interface FrameLook {
  /** Of the terminal, in characters. */
  readonly width: number;
  readonly ascii: boolean;
}

/** A line of a drawn frame; the caller colours it. */
export interface DrawnLine {
  readonly kind: 'source' | 'caret';
  readonly gutter: string;
  readonly text: string;
}

/**
 * Draws masked source lines with a caret line under what the finding is about.
 * Lines that are too long are cut to one window, so that columns stay below each other.
 */
export const drawFrame = (frame: readonly FrameLine[], { width, ascii }: FrameLook): DrawnLine[] => {
  const digits = Math.max(4, ...frame.map(({ line }) => String(line).length));
  const shown = frame.map(printable);
  const room = width - digits - gutterExtra;
  const from = windowStart(shown, room);
  const more = ascii ? '...' : '…';
  return shown.flatMap(({ line, chars, mark }) => {
    const gutter = ` ${String(line).padStart(digits)} | `;
    const source: DrawnLine = { kind: 'source', gutter, text: cut(chars, from, room, more).trimEnd() };
    const carets = mark && caretsOf(mark, from, room);
    if (!carets) return [source];
    return [source, { kind: 'caret', gutter: ` ${' '.repeat(digits)} | `, text: carets }];
  });
};

/** ` ` before the number and ` | ` after it. */
const gutterExtra = 4;

interface PrintableLine {
  readonly line: number;
  readonly chars: readonly string[];
  /** In characters of `chars`; `end` is exclusive. */
  readonly mark: { readonly start: number; readonly end: number } | undefined;
}

const printable = ({ line, text, mark }: FrameLine): PrintableLine => ({
  line,
  chars: [...escapeText(text)],
  mark: mark && { start: shownLength(text, mark.start), end: shownLength(text, mark.end) },
});

/** Escapes are longer than what they stand for, characters outside the BMP shorter. */
const shownLength = (text: string, units: number): number => [...escapeText(text.slice(0, units))].length;

/** The first column to show: 0 when the lines fit, else some characters before the mark. */
const windowStart = (lines: readonly PrintableLine[], room: number): number => {
  const marked = lines.find(({ mark }) => mark);
  if (!marked?.mark || marked.mark.end <= room) return 0;
  const lead = Math.floor(room / 4);
  return Math.max(0, Math.min(marked.mark.start - lead, marked.chars.length - room));
};

const cut = (chars: readonly string[], from: number, room: number, more: string): string => {
  const head = from > 0 && chars.length > from ? more : '';
  const tail = chars.length > from + room ? more : '';
  return head + chars.slice(from + head.length, from + room - tail.length).join('') + tail;
};

const caretsOf = (mark: { start: number; end: number }, from: number, room: number): string => {
  const start = Math.max(0, mark.start - from);
  const end = Math.min(room, Math.max(mark.end - from, start + 1));
  return ' '.repeat(start) + '^'.repeat(Math.max(1, end - start));
};
