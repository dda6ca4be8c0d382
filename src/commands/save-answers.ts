import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Prompter } from './dialog.ts';
import type { SurfaceAnswers } from './read-answers.ts';
import { replaceFile } from './replace-file.ts';

const usualName = 'auth-advisor-answers.yaml';

/**
 * Writes the answers given so far to a file that --answers resumes, for its owner's eyes alone. A file that is there already
 * is replaced only when the person says so.
 * @param resumed - the file that the answers came from, if any.
 */
export const saveAnswers = async (
  { surface, answers }: SurfaceAnswers,
  resumed: string | undefined,
  person: Prompter,
  io: Io,
): Promise<void> => {
  const name = await chooseName(resumed ?? usualName, person, io.cwd);
  const { stringify } = await import('yaml');
  const body = stringify(
    { ...(surface === null ? {} : { surface }), unfinished: true, answers },
    // Quotes the words that YAML 1.1 takes for true and false.
    { compat: 'yaml-1.1', lineWidth: 0 },
  );
  try {
    replaceFile(
      resolve(io.cwd, name),
      [`# Answers so far. Go on with: ${resumeCommand(name)}\n`, body],
      0o600,
    );
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AdvisorError('internal', `the answers could not be written to ${name} (${code})`);
  }
  const count = Object.keys(answers).length;
  await io.stderr.write(
    `\nSaved ${count} ${count === 1 ? 'answer' : 'answers'} in ${name}. Go on with:\n  ${resumeCommand(name)}\n`,
  );
};

const chooseName = async (proposed: string, person: Prompter, cwd: string): Promise<string> => {
  for (;;) {
    const name = await person.name('File for the answers so far', proposed);
    if (!statSync(resolve(cwd, name), { throwIfNoEntry: false })) return name;
    if (await person.confirm(`${name} exists. Replace it?`)) return name;
  }
};

const resumeCommand = (name: string): string =>
  `auth-advisor recommend --answers ${/^[\w./-]{1,4096}$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`}`;
