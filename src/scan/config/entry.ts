/** One leaf of a configuration file. Offsets are UTF-16 units in the file's text; ends are exclusive. */
export interface ConfigEntry {
  /** Keys from the root; list items are their index as text. dotenv and INI entries have one or two. */
  readonly path: readonly string[];
  /** The value as the format types it; a dotenv value is always text; null for an empty list or map. */
  readonly value: Scalar;
  /** Of the key's own text, without quotes. An item of a list has no key: both are its start. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Of the value's own text, quotes included. */
  readonly start: number;
  readonly end: number;
  /** The value is text that stands in for something else: `${VAR}`, `{{ .Values.x }}`, `<%= %>`, `!Ref x`. */
  readonly reference: boolean;
  /** `[]` or `{}`: there, and nothing in it. */
  readonly empty?: 'list' | 'map';
  /** Counts from 0 in a file of several documents; entries of two documents are no siblings. */
  readonly document?: number;
}

export type Scalar = string | number | boolean | null;

/** What a reader of one format makes of a file. */
export interface ConfigFacts {
  readonly entries: readonly ConfigEntry[];
  /** Environment variables that the file sets (dotenv lines, compose and Kubernetes env, Dockerfile ENV): the same entries, path = [NAME]. */
  readonly env: readonly ConfigEntry[];
  /** The file could not be read to its end as this format. */
  readonly broken: boolean;
}

/** Reads the text of one format. It never throws: what cannot be read is `broken`. */
export type Reader = (text: string) => ConfigFacts;

/** The facts of a file that says nothing. */
export const noFacts: ConfigFacts = { entries: [], env: [], broken: false };

/** The facts of a file that could not be read at all. */
export const brokenFacts: ConfigFacts = { entries: [], env: [], broken: true };
