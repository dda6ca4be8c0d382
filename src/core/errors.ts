/**
 * An error that a person can act on. `message` is one sentence; `hint` says what to do next.
 * Anything else that is thrown is a bug in auth-advisor.
 */
export class AdvisorError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message);
    this.name = 'AdvisorError';
    this.code = code;
    this.hint = hint;
  }
}

export type ErrorCode = 'usage' | 'config' | 'incomplete' | 'internal' | 'interrupted';

/** Exit status per kind of error; 0 and 1 belong to a finished scan. */
export const exitCodes = {
  usage: 2,
  config: 2,
  incomplete: 3,
  internal: 4,
  interrupted: 130,
} as const satisfies Record<ErrorCode, number>;

/** A wrong command line. */
export const usageError = (message: string, hint?: string): AdvisorError =>
  new AdvisorError('usage', message, hint);

/** One thing wrong in a file that a person wrote. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `file:line:col: message`, the form that editors turn into a link. */
export const renderProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;

/** Raised when a configuration, a rule or an answers file is wrong; it carries every problem found. */
export class ConfigError extends AdvisorError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], hint?: string) {
    super('config', problems.map(renderProblem).join('\n'), hint);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
