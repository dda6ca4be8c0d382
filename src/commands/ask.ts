import { Writable } from 'node:stream';
import { AdvisorError } from '../core/errors.ts';
import type { Io, Output } from '../core/io.ts';
import { dontKnow } from '../decide/walk.ts';
import type { Prompt, Prompter, Reply } from './dialog.ts';

/** A choice as inquirer takes it. */
interface Choice {
  readonly value: string;
  readonly name: string;
  readonly short?: string;
  readonly description?: string;
}

// No option of a question begins with a colon.
const replies: Readonly<Record<string, Reply>> = {
  [`:${dontKnow}`]: { kind: 'unknown' },
  ':why': { kind: 'why' },
  ':back': { kind: 'back' },
};

/** Breaks text into lines that fit the terminal; `label` stands in front of the first. */
export type Wrap = (label: string, text: string) => readonly string[];

/** Asks at the terminal, on standard error: standard output is for the result alone. */
export const terminalPrompter = (io: Io, wrap: Wrap): Prompter => ({
  ask: async (prompt) => {
    const chosen = await select(prompt, io, wrap);
    return replies[chosen] ?? { kind: 'answer', value: chosen };
  },
  explain: async ({ why }) => {
    await io.stderr.write(`\n${wrap('  ', why).join('\n')}\n\n`);
  },
});

const select = async (prompt: Prompt, io: Io, wrap: Wrap): Promise<string> => {
  const { default: inquirer } = await import('inquirer');
  const output = writableTo(io.stderr);
  const put = inquirer.createPromptModule({ output, signal: io.signal });
  const { previous } = prompt;
  const choices = choicesFor(prompt);
  try {
    const { answer } = await put([
      {
        type: 'select',
        name: 'answer',
        message: messageFor(prompt, wrap),
        choices: [
          ...choices.options.map((choice) => onOwnLine(choice, wrap)),
          new inquirer.Separator(),
          ...choices.others.map((choice) => onOwnLine(choice, wrap)),
        ],
        default: previous === dontKnow ? `:${dontKnow}` : (previous ?? ''),
        loop: false,
        pageSize: linesFor(choices, io.stderr.columns),
        theme: { indexMode: 'number' },
      },
    ]);
    return String(answer);
  } catch (error) {
    throw asInterruption(error);
  }
};

/** The answers, and below them what else a person may want. */
export const choicesFor = ({
  question,
  canGoBack,
  canSkip,
}: Prompt): { options: Choice[]; others: Choice[] } => {
  const { options, default: standIn = '' } = question;
  return {
    options: Object.entries(options).map(([value, { label, eg }]) => ({
      value,
      name: label,
      ...(eg ? { description: `For example: ${eg}` } : {}),
    })),
    others: [
      ...(canSkip
        ? [
            {
              value: `:${dontKnow}`,
              name: "I don't know",
              description: `Counts as: ${options[standIn]?.label}`,
            },
          ]
        : []),
      { value: ':why', name: 'Why do you ask?' },
      ...(canGoBack ? [{ value: ':back', name: 'Back' }] : []),
    ],
  };
};

// inquirer puts a mark of two characters in front and breaks lines in the middle of words.
const messageFor = ({ question, number, about }: Prompt, wrap: Wrap): string =>
  wrap('  ', `Question ${number} of about ${about}: ${question.ask}`).join('\n').trimStart();

// Once answered, the choice follows the question; behind it, a long one would break in the middle of a word.
const onOwnLine = (choice: Choice, wrap: Wrap): Choice => ({
  ...choice,
  short: `\n${wrap('  ', choice.name).join('\n')}`,
});

// More would scroll the question off a small terminal.
const mostLines = 14;

const linesFor = ({ options, others }: ReturnType<typeof choicesFor>, columns: number): number => {
  const lines = [...options, ...others].map(({ name }) =>
    Math.ceil((name.length + '> 1. '.length) / columns),
  );
  return Math.min(
    lines.reduce((sum, count) => sum + count, 1),
    mostLines,
  );
};

// inquirer rejects with these on Ctrl-C, at the end of standard input and on an aborted signal.
const asInterruption = (error: unknown): unknown => {
  const name = error instanceof Error ? error.name : '';
  return ['ExitPromptError', 'AbortPromptError'].includes(name)
    ? new AdvisorError('interrupted', 'interrupted')
    : error;
};

/** A stream of Node for an Output; what a prompt library needs to know of a terminal is on it. */
const writableTo = (output: Output): Writable => {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      output.write(String(chunk)).then(() => done(), done);
    },
  });
  return Object.assign(stream, {
    isTTY: output.isTTY,
    columns: output.columns,
    getWindowSize: () => [output.columns, 24],
  });
};
