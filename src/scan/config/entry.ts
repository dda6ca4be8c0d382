/** One leaf of a configuration file. Offsets are UTF-16 units in the file's text; ends are exclusive. */
export interface ConfigEntry {
  /** Keys from the root; list items are their index as text. dotenv and INI entries have one or two. */
  readonly path: readonly string[];
  /** The value as the format types it; a dotenv value is always text. */
  readonly value: string | number | boolean | null;
  /** Of the key's own text. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Of the value's own text, quotes included. */
  readonly start: number;
  readonly end: number;
  /** The value is text that stands in for something else: `${VAR}`, `{{ .Values.x }}`, `<%= %>`, `!Ref x`. */
  readonly reference: boolean;
}

/** What a reader of one format makes of a file. */
export interface ConfigFacts {
  readonly entries: readonly ConfigEntry[];
  /** Environment variables that the file sets (dotenv lines, compose and Kubernetes env, Dockerfile ENV): the same entries, path = [NAME]. */
  readonly env: readonly ConfigEntry[];
  /** The file could not be read to its end as this format. */
  readonly broken: boolean;
}
