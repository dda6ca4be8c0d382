/** Everything that a command may touch outside itself. Tests pass their own. */
export interface Io {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly now: () => Date;
  /** Aborted on the first interrupt. */
  readonly signal: AbortSignal;
}

export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean;
}

export interface Output {
  readonly isTTY: boolean;
  /** Terminal width in columns; 80 where it is unknown. */
  readonly columns: number;
  /** Terminal height in lines; 24 where it is unknown. */
  readonly rows: number;
  /**
   * Resolves when the chunk has left our hands.
   * @returns false once the reader is gone (EPIPE): stop writing, keep the exit status.
   * @throws AdvisorError `internal` when the device refuses (a full disk).
   */
  write(chunk: string): Promise<boolean>;
}
