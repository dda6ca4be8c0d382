import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AdvisorError, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { isAtLeast, type Severity } from '../core/severity.ts';
import { tokenFormats } from '../reports/token-report.ts';
import { builtinRules } from '../rules/builtin.ts';
import { tightenPolicy } from '../rules/config.ts';
import type { TokenUse } from '../rules/schema/lifetime.ts';
import { inspectToken } from '../scan/jwt/inspect-token.ts';
import { configFor } from './scan-source.ts';
import { writeReport } from './write-report.ts';

/** `auth-advisor token`, as the command line gives it. */
export interface TokenOptions {
  /** A file that holds the token; standard input without it, and for `-`. */
  readonly file: string | undefined;
  readonly use: TokenUse | undefined;
  readonly failOn: Severity;
  readonly config: string | false | undefined;
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

/**
 * Explains and judges one token.
 * @returns 0 when nothing at or above `failOn` is wrong with it, 1 otherwise.
 * @throws AdvisorError `usage` for what is not one JWT, `incomplete` for an empty input. No message quotes the input.
 */
export const token = async (options: TokenOptions, io: Io): Promise<number> => {
  const config = await configFor(options, io);
  const text = bare(await readInput(options.file, io));
  const report = await inspectToken(text, {
    policy: tightenPolicy(builtinRules.policy, config),
    now: io.now(),
    ...(options.use ? { use: options.use } : {}),
  });
  if (!report) throw noToken(text);
  const look = { color: options.color, columns: io.stdout.columns };
  await writeReport([tokenFormats[options.format](report, rulesOf(report.problems), look)], undefined, io);
  return report.problems.some(({ severity }) => isAtLeast(severity, options.failOn)) ? 1 : 0;
};

const rulesOf = (problems: readonly { readonly ruleId: string }[]) => {
  const wanted = new Set(problems.map(({ ruleId }) => ruleId));
  return builtinRules.rules.filter(({ id }) => wanted.has(id));
};

// Longer than any token that the scan reads.
const mostBytes = 128 * 1024;

const readInput = async (file: string | undefined, io: Io): Promise<string> => {
  if (file !== undefined && file !== '-') return readFile(resolve(io.cwd, file));
  if (io.stdin.isTTY)
    throw usageError('nothing is piped into standard input', 'For example: auth-advisor token < token.txt');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of io.stdin) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The name is not repeated: it may be a secret that was meant to be the content. */
const readFile = async (path: string): Promise<string> => {
  try {
    const handle = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(mostBytes + 1), 0, mostBytes + 1, null);
      if (bytesRead > mostBytes) throw tooLong();
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof AdvisorError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw usageError(
      `the file that was named cannot be read (${code})`,
      'The argument is the name of a file that holds the token; the token itself goes into standard input.',
    );
  }
};

/** The token of `Authorization: Bearer …`, or one in quotes. */
const bare = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^authorization:\s{0,8}/i, '')
    .replace(/^bearer\s{1,8}/i, '')
    .replace(/^(["'])(.{0,131072})\1$/, '$2');

const tooLong = (): AdvisorError =>
  usageError('the input is longer than 128 kB, so it is not one token', 'For files use: auth-advisor scan');

const noToken = (text: string): AdvisorError => {
  if (text === '') return new AdvisorError('incomplete', 'the input is empty: there is no token to judge');
  if (/^[\w-]{1,8192}(?:\.[\w-]{0,131072}){4}$/.test(text))
    return usageError('this is an encrypted token (five parts): without its key there is nothing to judge');
  return usageError(
    'the input is not one JWT: three parts of base64url with dots between them, of which the first two are JSON',
    'To find tokens within a text use: auth-advisor scan --stdin',
  );
};
