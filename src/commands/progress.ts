import { escapeText } from '../core/escape.ts';
import type { Io } from '../core/io.ts';

/** A line on stderr that tells how far a scan is. */
export interface Progress {
  tick(files: number, path: string, findings: number): void;
  end(): void;
}

const silent: Progress = { tick: () => {}, end: () => {} };

// Short runs stay quiet; a line that changes faster than ten times a second cannot be read.
const quietMs = 300;
const everyMs = 100;

/** A progress line when stderr is a terminal that can redraw one, else nothing. */
export const createProgress = ({ stderr, env, now }: Io, wanted: boolean): Progress => {
  if (!wanted || !stderr.isTTY || env.TERM === 'dumb') return silent;
  const started = now().getTime();
  let drawn = 0;
  const draw = (text: string): void => {
    // A lost progress line is no reason to stop.
    stderr.write(`\r\u001b[2K${text}`).catch(() => {});
  };
  return {
    tick(files, path, findings) {
      const at = now().getTime();
      if (at - started < quietMs || at - drawn < everyMs) return;
      drawn = at;
      const head = `Scanning ${files} files, ${findings} findings  `;
      draw(head + escapeText(path).slice(0, Math.max(0, stderr.columns - head.length - 1)));
    },
    end() {
      if (drawn > 0) draw('');
    },
  };
};
