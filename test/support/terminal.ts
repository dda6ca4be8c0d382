import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** One thing that a person does: wait for a text, then press keys. */
export interface Step {
  /** Looked for in what was written since the last step, without colours and movements of the cursor. */
  readonly see: string | RegExp;
  readonly press: string;
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Session {
  /** Everything that was written, as it was written. */
  readonly raw: string;
  /** The same as lines of text. */
  readonly lines: readonly string[];
  readonly status: number;
  /** What `stty -a` says of the terminal afterwards. */
  readonly settings: string;
}

export const keys = { down: '\u001b[B', enter: '\r', interrupt: '\u0003' } as const;

// Both give a command a terminal of its own, with its keyboard on standard input.
const python = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

const wrappers: readonly {
  readonly probe: readonly string[];
  readonly wrap: (script: string) => string[];
}[] = [
  { probe: ['python3', '-c', 'import pty'], wrap: (script) => ['python3', '-c', python, 'sh', '-c', script] },
  {
    probe: ['script', '-qec', 'true', '/dev/null'],
    wrap: (script) => ['script', '-qec', script, '/dev/null'],
  },
];

/** What gives a command a terminal here; undefined where nothing does. */
export const terminalHere = wrappers.find(({ probe: [command = '', ...args] }) => {
  const { status } = spawnSync(command, args, { stdio: 'ignore' });
  return status === 0;
});

/**
 * Runs a command in a terminal and types into it.
 * @param command - for the shell.
 */
export const inTerminal = async (
  command: string,
  steps: readonly Step[],
  { columns, rows, cwd, env }: Terminal,
): Promise<Session> => {
  if (!terminalHere) throw new Error('there is no terminal to be had here');
  // The trap: the shell must outlive an interrupt to tell the status.
  const script = `stty cols ${columns} rows ${rows}; trap : INT; ${command}; echo "<status $?>"; stty -a; echo "<end>"`;
  const [program = '', ...args] = terminalHere.wrap(script);
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let raw = '';
  let seen = 0;
  const waiting = [...steps];
  child.stdout.on('data', (chunk: Buffer) => {
    raw += chunk.toString('utf8');
    const [next] = waiting;
    const fresh = stripVTControlCharacters(raw.slice(seen));
    if (!next || !(typeof next.see === 'string' ? fresh.includes(next.see) : next.see.test(fresh))) return;
    waiting.shift();
    seen = raw.length;
    // A prompt that was just drawn may not listen yet.
    setTimeout(() => child.stdin.write(next.press), 150);
  });
  await closed;
  if (waiting.length > 0) throw new Error(`never seen: ${waiting[0]?.see}\n${raw}`);
  const text = textOf(raw);
  const [, status = '', settings = ''] = /<status (\d+)>\n([\s\S]*)<end>/.exec(text) ?? [];
  return { raw, lines: text.split('<status')[0]?.split('\n') ?? [], status: Number(status), settings };
};

/** What was written as lines. Where the cursor is moved, something is drawn anew. */
const textOf = (raw: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins them
  stripVTControlCharacters(raw.replace(/\u001b\[\d*[A-HJK]/g, '\n')).replaceAll('\r', '');
