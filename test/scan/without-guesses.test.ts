import { describe, expect, it } from 'vitest';
import type { Detection } from '../../src/scan/detection.ts';
import { withoutGuesses } from '../../src/scan/without-guesses.ts';

/** A detection named by its rule, with one secret from `start` to `end`. */
const detection = (id: string, start: number, end: number, guess?: 1 | 2): Detection =>
  ({
    rule: { id },
    start,
    end,
    secrets: [{ start, end, shown: '****' }],
    ...(guess && { guess }),
  }) as unknown as Detection;

const idsOf = (...detections: Detection[]): string[] => withoutGuesses(detections).map(({ rule }) => rule.id);

describe('secrets that overlap', () => {
  it('give way to a known format, in whatever order they come', () => {
    const format = detection('format', 10, 50);
    const name = detection('name', 8, 50, 2);
    expect(idsOf(format, name)).toEqual(['format']);
    expect(idsOf(name, format)).toEqual(['format']);
  });

  it('by name give way to those by structure', () => {
    expect(idsOf(detection('name', 5, 30, 2), detection('address', 20, 30, 1))).toEqual(['address']);
  });

  it('of one kind leave the first', () => {
    expect(idsOf(detection('first', 5, 30, 1), detection('second', 20, 40, 1))).toEqual(['first']);
  });

  it('all stay where they have formats', () => {
    expect(idsOf(detection('one', 0, 10), detection('other', 0, 10))).toEqual(['one', 'other']);
  });

  it('stay where they only touch', () => {
    expect(idsOf(detection('one', 0, 10, 2), detection('other', 10, 20, 1))).toEqual(['one', 'other']);
  });

  it('stay where what joined them is gone', () => {
    const long = detection('long', 5, 95, 2);
    expect(idsOf(detection('left', 0, 10, 1), long, detection('right', 90, 99, 1))).toEqual([
      'left',
      'right',
    ]);
  });
});
