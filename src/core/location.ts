/** A place in a file. Lines and columns count from 1, columns in UTF-16 units; `endColumn` is exclusive. */
export interface Location {
  /** Relative to the working directory, with `/` on every platform. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly commit?: string;
  /** Path inside an archive. */
  readonly member?: string;
}

/** A span inside one blob, before the path is known. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A file as people read it: `app.apk!/assets/config.json` for what lies in an archive. */
export const shownPlace = ({ path, member }: Pick<Location, 'path' | 'member'>): string =>
  member === undefined ? path : `${path}!/${member}`;
