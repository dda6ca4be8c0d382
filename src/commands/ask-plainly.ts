import { AdvisorError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { choicesFor, likelyChoice, recallLines, replyTo, suggestionLines, type Wrap } from './choices.ts';
import type { Prompt, Prompter } from './dialog.ts';

/**
 * Asks line by line: no colour, no movement of the cursor, answers by number. For screen readers, and for terminals that can
 * do no better.
 */
export const plainPrompter = (io: Io, wrap: Wrap): Prompter => {
  const lines = linesOf(io);
  const say = async (text: readonly string[]): Promise<void> => {
    await io.stderr.write(`${text.join('\n')}\n`);
  };
  const read = async (label: string): Promise<string> => {
    await io.stderr.write(label);
    const value = await nextLine(lines);
    if (value !== undefined) return value.trim();
    // The terminal stands behind the question still.
    await io.stderr.write('\n');
    throw new AdvisorError('interrupted', 'interrupted');
  };
  return {
    ask: async (prompt) => replyTo(await choose(prompt, wrap, say, read)),
    explain: ({ why }) => say(['', ...wrap('  ', why), '']),
    recall: (answers) => say(recallLines(answers, wrap)),
    name: async (message, proposed) => (await read(`${message} (${proposed}): `)) || proposed,
    confirm: async (message) => /^y(es)?$/i.test(await read(`${message} (y/N): `)),
    close: async () => {
      await lines.return(undefined);
    },
  };
};

type Say = (text: readonly string[]) => Promise<void>;
type Read = (label: string) => Promise<string>;

const choose = async (prompt: Prompt, wrap: Wrap, say: Say, read: Read): Promise<string> => {
  const { options, others } = choicesFor(prompt);
  const all = [...options, ...others];
  const { number, about, question, previous } = prompt;
  const likely = all.findIndex(({ value }) => value === likelyChoice(prompt));
  await say(['', ...wrap('', `Question ${number} of about ${about}: ${question.ask}`)]);
  const suggested = suggestionLines(prompt, wrap);
  if (suggested.length > 0) await say(suggested);
  for (const [i, { name, description }] of all.entries()) {
    await say(
      wrap(`  ${i + 1}. `, i === likely && previous !== undefined ? `${name} (your earlier answer)` : name),
    );
    if (description) await say(wrap('     ', description));
  }
  const label = `Your answer, 1 to ${all.length}${likely < 0 ? '' : ` (Enter for ${likely + 1})`}: `;
  for (;;) {
    const typed = await read(label);
    const chosen =
      typed === '' && likely >= 0 ? all[likely] : all[/^\d{1,3}$/.test(typed) ? Number(typed) - 1 : -1];
    if (chosen) return chosen.value;
    await say([`Type a number from 1 to ${all.length}.`]);
  }
};

/** @returns undefined at the end of the input and on an interrupt: either is the person's goodbye. */
const nextLine = async (lines: AsyncGenerator<string, undefined>): Promise<string | undefined> => {
  try {
    return (await lines.next()).value;
  } catch (error) {
    if (error instanceof AdvisorError && error.code === 'interrupted') return undefined;
    throw error;
  }
};

// A line of a person is short; without a limit a stream without line ends would fill the memory.
const longestLine = 4096;

async function* linesOf({ stdin }: Io): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stdin) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (parts.pop() ?? '').slice(0, longestLine);
    for (const line of parts) yield line.replace(/\r$/, '');
  }
  if (rest) yield rest;
  return undefined;
}
