import { Writable } from 'node:stream';
import { AdvisorError } from '../core/errors.ts';
import type { Io, Output } from '../core/io.ts';
import {
  type Choice,
  choicesFor,
  likelyChoice,
  recallLines,
  replyTo,
  suggestionLines,
  type Wrap,
} from './choices.ts';
import type { Prompt, Prompter } from './dialog.ts';

/** Asks at the terminal, on standard error: standard output is for the result alone. */
export const terminalPrompter = (io: Io, wrap: Wrap, color: boolean): Prompter => ({
  ask: async (prompt) => replyTo(await put<string>(selectFor(prompt, io.stderr, wrap), io, color)),
  explain: async ({ why }) => {
    await io.stderr.write(`\n${wrap('  ', why).join('\n')}\n\n`);
  },
  recall: async (answers) => {
    await io.stderr.write(`${recallLines(answers, wrap).join('\n')}\n`);
  },
  name: (message, proposed) =>
    put<string>({ type: 'input', message: `${message}:`, default: proposed }, io, color),
  confirm: (message) => put<boolean>({ type: 'confirm', message, default: false }, io, color),
  // Each question lets go of it by itself.
  close: async () => {},
});

const put = async <T>(question: object, io: Io, color: boolean): Promise<T> => {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: writableTo(io.stderr, color), signal: io.signal });
  try {
    const { answer } = await prompt([{ name: 'answer', ...question }] as never);
    return answer as T;
  } catch (error) {
    throw asInterruption(error);
  }
};

const selectFor = (prompt: Prompt, output: Output, wrap: Wrap): object => {
  const { options, others } = choicesFor(prompt);
  const message = messageFor(prompt, output, wrap);
  const [above, below] = [options, others].map((choices) => choices.map((choice) => inLines(choice, wrap)));
  const all = [...(above ?? []), ...(below ?? [])];
  return {
    type: 'select',
    message: message.join('\n').trimStart(),
    choices: [...(above ?? []), { type: 'separator', separator: ' ' }, ...(below ?? [])],
    default: likelyChoice(prompt) ?? '',
    loop: false,
    pageSize: pageSizeFor(all, message.length, output.rows),
    theme: { indexMode: 'number' },
  };
};

// inquirer puts a mark of two characters in front and breaks lines in the middle of words.
const messageFor = (prompt: Prompt, { rows }: Output, wrap: Wrap): readonly string[] => {
  const { question, number, about, suggestions } = prompt;
  // On a low screen the choices matter more than every sign.
  const first = suggestions.slice(0, 1).map((one) => ({ ...one, places: one.places.slice(0, 1) }));
  const shown = rows < leastRows ? { ...prompt, suggestions: first } : prompt;
  return [
    ...wrap('  ', `Question ${number} of about ${about}: ${question.ask}`),
    ...suggestionLines(shown, wrap, '  '),
  ];
};
const leastRows = 20;

/**
 * Texts broken between words: inquirer breaks them anywhere. Once answered, the choice follows the question on a line of
 * its own.
 */
const inLines = ({ value, name, description }: Choice, wrap: Wrap): Choice => ({
  value,
  // Behind the cursor and the number.
  name: wrap('     ', name).join('\n').trimStart(),
  short: `\n${wrap('  ', name).join('\n')}`,
  ...(description === undefined ? {} : { description: wrap('', description).join('\n') }),
});

/** So many lines of choices that the question above and the example and the keys below stay on the screen. */
const pageSizeFor = (choices: readonly Choice[], question: number, rows: number): number => {
  const all = choices.reduce((sum, { name }) => sum + linesIn(name), 1);
  const example = Math.max(...choices.map(({ description = '' }) => linesIn(description)));
  const keys = 1;
  return Math.max(3, Math.min(all, rows - question - example - keys - 2));
};

const linesIn = (text: string): number => text.split('\n').length;

// inquirer rejects with these on Ctrl-C, at the end of standard input and on an aborted signal.
const asInterruption = (error: unknown): unknown => {
  const name = error instanceof Error ? error.name : '';
  return ['ExitPromptError', 'AbortPromptError'].includes(name)
    ? new AdvisorError('interrupted', 'interrupted')
    : error;
};

/** A stream of Node for an Output; what a prompt library needs to know of a terminal is on it. */
const writableTo = (output: Output, color: boolean): Writable => {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      output.write(color ? String(chunk) : withoutColour(String(chunk))).then(() => done(), done);
    },
  });
  return Object.assign(stream, {
    isTTY: output.isTTY,
    columns: output.columns,
    rows: output.rows,
    getWindowSize: () => [output.columns, output.rows],
  });
};

/** The same without the sequences that set colours and weights; those that move the cursor stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins them
const withoutColour = (text: string): string => text.replace(/\u001b\[[0-9;]{0,32}m/g, '');
