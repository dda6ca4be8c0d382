import type { SourceFile } from '../source-file.ts';

/** Whether an offset of a Python file is within a text in three double quotes. */
export const isInDocstring = (file: SourceFile, at: number): boolean =>
  file.language === 'python' && countBelow(marksOf(file), at) % 2 === 1;

const known = new WeakMap<SourceFile, readonly number[]>();

const marksOf = (file: SourceFile): readonly number[] => {
  const marks = known.get(file) ?? Array.from(file.text.matchAll(/"""/g), ({ index }) => index);
  known.set(file, marks);
  return marks;
};

/** How many of the numbers, which are in order, are below a limit. */
const countBelow = (numbers: readonly number[], limit: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
};
