import type { Value } from './code/facts.ts';
import { settled } from './code/resolve.ts';
import { calculate, fold, type Place } from './fold.ts';

/** A product that the 32 bits in which it is worked out do not hold. */
export interface Overflow {
  readonly value: Value;
  /** What was meant. */
  readonly meant: number;
}

const mostDepth = 10;

/** The first such product in an expression, its names followed; undefined when every part fits. */
export const overflowIn = (given: Value, place: Place, depth = 0): Overflow | undefined => {
  if (depth > mostDepth) return undefined;
  const value = settled(place.names, given, place.within);
  if (value.kind === 'binary' && value.wraps) {
    const meant = exactly(value, depth);
    const is = fold(value, place)?.value;
    return typeof meant === 'number' && typeof is === 'number' && meant !== is ? { value, meant } : undefined;
  }
  for (const part of partsOf(value)) {
    const found = overflowIn(part, place, depth + 1);
    if (found) return found;
  }
  return undefined;
};

const exactly = (value: Value, depth: number): number | undefined => {
  if (value.kind === 'literal') return typeof value.value === 'number' ? value.value : undefined;
  if (value.kind !== 'binary' || depth > 4 * mostDepth) return undefined;
  const [left, right] = [exactly(value.left, depth + 1), exactly(value.right, depth + 1)];
  const result =
    left === undefined || right === undefined ? undefined : calculate(value.operator, left, right);
  return typeof result === 'number' ? result : undefined;
};

const partsOf = (value: Value): readonly Value[] => {
  if (value.kind === 'binary') return [value.left, value.right];
  if (value.kind !== 'call') return [];
  return [value.call, ...value.call.chain].flatMap(({ args }) => args.map((one) => one.value)).slice(0, 8);
};
