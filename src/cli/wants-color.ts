import type { CliContext } from './context.ts';

interface GlobalOptions {
  readonly color?: boolean;
}

/** Whether standard output is coloured. Flags beat NO_COLOR, which beats FORCE_COLOR, which beats what the stream is. Per stream. */
export const wantsColor = ({ program, io }: CliContext): boolean => {
  const { color } = program.opts<GlobalOptions>();
  const source = program.getOptionValueSource('color');
  if (source === 'cli') return color === true;
  if (io.env.NO_COLOR) return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return io.env.TERM !== 'dumb' && io.stdout.isTTY;
};
