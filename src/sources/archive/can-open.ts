import { zstdEngine } from './unpack.ts';

/** Whether archives of a kind, as `archiveKind` names it, can be looked into. */
export const canOpen = (kind: string): boolean =>
  kind === 'zip' || kind === 'tar' || kind === 'gzip' || (kind === 'zstd' && zstdEngine() !== undefined);
