import { Writable } from 'node:stream';
import { AdvisorError } from '../core/errors.ts';
import type { Io, Output } from '../core/io.ts';
import { type Choice, choicesFor, earlierChoice, recallLines, replyTo, type Wrap } from './choices.ts';
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

const selectFor = (prompt: Prompt, { columns, rows }: Output, wrap: Wrap): object => {
  const { options, others } = choicesFor(prompt);
  const message = messageFor(prompt, wrap);
  const all = [...options, ...others];
  return {
    type: 'select',
    message: message.join('\n').trimStart(),
    choices: [
      ...options.map((choice) => onOwnLine(choice, wrap)),
      { type: 'separator', separator: ' ' },
      ...others.map((choice) => onOwnLine(choice, wrap)),
    ],
    default: earlierChoice(prompt) ?? '',
    loop: false,
    pageSize: pageSizeFor(all, message.length, columns, rows),
    theme: { indexMode: 'number' },
  };
};

// inquirer puts a mark of two characters in front and breaks lines in the middle of words.
const messageFor = ({ question, number, about }: Prompt, wrap: Wrap): readonly string[] =>
  wrap('  ', `Question ${number} of about ${about}: ${question.ask}`);

// Once answered, the choice follows the question; behind it, a long one would break in the middle of a word.
const onOwnLine = (choice: Choice, wrap: Wrap): Choice => ({
  ...choice,
  short: `\n${wrap('  ', choice.name).join('\n')}`,
});

/** So many lines of choices that the question above and the example and the keys below stay on the screen. */
const pageSizeFor = (choices: readonly Choice[], question: number, columns: number, rows: number): number => {
  const linesOf = (text: string): number => Math.ceil(text.length / columns);
  const all = choices.reduce((sum, { name }) => sum + linesOf(`> 1. ${name}`), 1);
  const below = Math.max(...choices.map(({ description = '' }) => linesOf(description))) + 2;
  return Math.max(3, Math.min(all, rows - question - below - 1));
};

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
