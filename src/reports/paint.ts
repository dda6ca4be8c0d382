import { Chalk } from 'chalk';
import type { Severity } from '../core/severity.ts';

/** Colours that strengthen words. Nothing is said by colour alone. */
export interface Paint {
  severity(severity: Severity): string;
  strong(text: string): string;
  dim(text: string): string;
  caret(text: string): string;
  good(text: string): string;
  alarm(text: string): string;
}

/** @param color - decided by the command line, never by chalk: it ignores NO_COLOR and turns off under CI. */
export const paintFor = (color: boolean): Paint => {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const bySeverity = {
    critical: chalk.red.bold.inverse,
    high: chalk.red.bold,
    medium: chalk.yellow.bold,
    low: chalk.cyan,
    info: chalk.blue,
  } as const satisfies Record<Severity, unknown>;
  return {
    severity: (severity) => bySeverity[severity](severity),
    strong: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    caret: (text) => chalk.red(text),
    good: (text) => chalk.green(text),
    alarm: (text) => chalk.red.bold(text),
  };
};
