import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import {
  inTerminal,
  keys,
  type Session,
  type Step,
  type Terminal,
  terminalHere,
} from '../support/terminal.ts';

// The built program with real keys in a real terminal: `npm test` builds first.
const bin = join(import.meta.dirname, '../../bin/auth-advisor.js');
const recommend = (args = ''): string => `"${process.execPath}" "${bin}" recommend ${args}`;

const { down, enter, interrupt } = keys;

const run = (args: string, steps: readonly Step[], terminal: Partial<Terminal> = {}): Promise<Session> =>
  inTerminal(recommend(args), steps, { columns: 80, rows: 24, cwd: tempFolder(), ...terminal });

const tooLong = ({ lines }: Session, columns: number): string[] =>
  lines.filter((line) => [...line].length > columns);

/** The keys of a session: what `stty -a` lists without a minus is on. */
const isRestored = ({ settings, raw }: Session): boolean =>
  /(^|\s)icanon\b/.test(settings) &&
  /(^|\s)echo\b/.test(settings) &&
  raw.lastIndexOf('\u001b[?25h') >= raw.lastIndexOf('\u001b[?25l');

const session: readonly Step[] = [
  { see: 'Question 1 of about', press: `2${enter}` },
  { see: 'Question 2 of about', press: enter },
  { see: 'Question 3 of about', press: `${down}${enter}` },
];

describe.skipIf(!terminalHere)(
  'recommend at a terminal (skipped where neither python3 nor script gives one)',
  () => {
    it.each([
      [80, 24],
      [40, 12],
    ])('goes straight through at %i x %i', async (columns, rows) => {
      const rest: readonly Step[] = [
        { see: 'Question 4 of about', press: `${down}${down}${enter}` },
        { see: 'Question 5 of about', press: `2${enter}` },
        { see: 'Question 6 of about', press: `4${enter}` },
      ];
      const one = await run('', [...session, ...rest], { columns, rows });
      expect(one.status).toBe(0);
      expect(one.lines.join(' ').replace(/\s+/g, ' ')).toContain(
        'None of the three: use a server-side session',
      );
      expect(tooLong(one, columns)).toEqual([]);
      expect(isRestored(one)).toBe(true);
    });

    it('breaks no word on a narrow screen', async () => {
      const one = await run('', [{ see: 'Question 1 of about', press: interrupt }], {
        columns: 40,
        rows: 30,
      });
      const words = one.lines.join(' ').split(/\s+/);
      for (const word of ['permission', 'organisation', "organisation's", 'software', 'backend'])
        expect(words).toContain(word);
      expect(tooLong(one, 40)).toEqual([]);
    });

    it('keeps the question on a screen of 12 lines', async () => {
      const one = await run('', [{ see: 'Question 1 of about', press: interrupt }], {
        columns: 40,
        rows: 12,
      });
      const drawn = one.lines.filter((line) => line.trim() !== '');
      expect(drawn[0]).toContain('Question 1 of about');
      expect(drawn.length).toBeLessThanOrEqual(12);
    });

    it('goes back with the earlier answer under the cursor, and drops what no longer arises', async () => {
      const back = await run('--quick --format json', [
        { see: 'Question 1 of about', press: `2${enter}` },
        // Answers, then why, back, and leaving: back is the last but one.
        { see: 'Question 2 of about', press: `${down}${down}${down}${down}${enter}` },
        { see: /❯ 2\. A person signed in/, press: `${down}${down}${enter}` },
      ]);
      expect(back.status).toBe(0);
      expect(back.lines.join('')).toContain('"answers":{"acts_for":"nobody"}');
    });

    it('says why it asks, then asks again', async () => {
      const one = await run('--quick', [
        { see: 'Question 1 of about', press: `5${enter}` },
        { see: /Authentication asks[\s\S]*Question 1 of about/, press: `4${enter}` },
      ]);
      expect(one.status).toBe(0);
      expect(one.lines.join('\n')).toContain('None of the three: leave it open, with rate limits');
    });

    it('saves, quits, and goes on from there', async () => {
      const cwd = tempFolder();
      const saved = await run(
        '',
        [
          { see: 'Question 1 of about', press: `2${enter}` },
          { see: 'Question 2 of about', press: `${down.repeat(5)}${enter}` },
          { see: 'File for the answers', press: enter },
        ],
        { cwd },
      );
      const file = join(cwd, 'auth-advisor-answers.yaml');
      expect(saved.status).toBe(3);
      expect(saved.lines.join('\n')).toContain('auth-advisor recommend --answers auth-advisor-answers.yaml');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, 'utf8')).toContain('acts_for: our_user');
      const resumed = await run(
        '--quick --answers auth-advisor-answers.yaml',
        [
          { see: /Answered earlier:[\s\S]*A person signed in[\s\S]*Question 2 of about/, press: `1${enter}` },
          { see: 'Question 3 of about', press: `2${enter}` },
        ],
        { cwd },
      );
      expect(resumed.status).toBe(0);
      expect(resumed.lines.join('\n')).not.toContain('Question 1 of about');
    });

    it.each(['', '--plain'])('restores the terminal on Ctrl-C: %s', async (args) => {
      const cwd = tempFolder();
      const one = await run(args, [{ see: 'Question 1 of about', press: interrupt }], { cwd });
      expect(one.status).toBe(130);
      expect(isRestored(one)).toBe(true);
      expect(existsSync(join(cwd, 'auth-advisor-answers.yaml'))).toBe(false);
    });

    it('writes no colour with NO_COLOR, and some without it', async () => {
      const steps = [
        { see: 'Question 1 of about', press: `4${enter}` },
        { see: '[rule R01', press: '' },
      ];
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
      const colour = /\u001b\[[0-9;]*[1-9][0-9;]*m/;
      expect((await run('--quick', steps)).raw).toMatch(colour);
      expect((await run('--quick', steps, { env: { NO_COLOR: '1' } })).raw).not.toMatch(colour);
    });

    it.each([
      ['--plain --quick', {}],
      ['--quick', { TERM: 'dumb' }],
    ])('asks in plain lines with %s %j', async (args, env) => {
      const one = await run(
        args,
        [
          { see: 'Your answer, 1 to 6:', press: '9\n' },
          { see: 'Type a number from 1 to 6.', press: '4\n' },
        ],
        { env: env as Record<string, string> },
      );
      expect(one.status).toBe(0);
      // Neither colour (unless it is asked for) nor a cursor that moves, up to the result.
      expect(one.raw.slice(0, one.raw.indexOf('leave it open')).replace('\u001b[1m', '')).not.toContain(
        '\u001b',
      );
      expect(tooLong(one, 80)).toEqual([]);
    });
  },
);
