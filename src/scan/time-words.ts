import type { Language } from '../rules/schema/call.ts';
import type { CallSite, ChainLink } from './code/facts.ts';
import type { Quantity } from './quantity-arithmetic.ts';
import type { Inner } from './quantity-calls.ts';
import { csharpTime } from './time-csharp.ts';
import { goTime } from './time-go.ts';
import { javaTime } from './time-java.ts';
import { phpTime } from './time-php.ts';
import { rubyTime } from './time-ruby.ts';

/** How a language's standard library speaks of time. Names are the last two parts, as the module names them: `time.Hour`. */
export interface TimeWords {
  /** A constant or property. */
  readonly named: (name: string) => Quantity | undefined;
  /** A function or constructor. */
  readonly called: (name: string, call: CallSite, inner: Inner) => Quantity | undefined;
  /** A method or property of a moment or a span. */
  readonly method: (
    on: Quantity,
    link: Pick<ChainLink, 'name' | 'args'>,
    inner: Inner,
  ) => Quantity | undefined;
}

/** Languages that are not here are read by quantity-calls.ts. */
export const timeWords: Readonly<Partial<Record<Language, TimeWords>>> = {
  csharp: csharpTime,
  go: goTime,
  java: javaTime,
  php: phpTime,
  ruby: rubyTime,
};
