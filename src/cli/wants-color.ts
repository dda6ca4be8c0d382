import type { Output } from '../core/io.ts';
import type { CliContext } from './context.ts';

interface GlobalOptions {
  readonly color?: boolean;
}

/** Whether a stream is coloured, standard output unless told otherwise. Flags beat NO_COLOR, which beats FORCE_COLOR, which beats what the stream is. Per stream. */
export const wantsColor = ({ program, io }: CliContext, output: Output = io.stdout): boolean => {
  const { color } = program.opts<GlobalOptions>();
  const source = program.getOptionValueSource('color');
  if (source === 'cli') return color === true;
  if (io.env.NO_COLOR) return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return io.env.TERM !== 'dumb' && output.isTTY;
};
