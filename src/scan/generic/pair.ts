/** How a name and its value are joined. */
export type Form =
  /** `name = value`, `name: value`, `"name" => value`. */
  | 'assignment'
  /** `define('NAME', 'value')`, `setName('value')`. */
  | 'argument'
  /** `<name>value</name>`. */
  | 'element'
  /** `--name value`. */
  | 'flag'
  /** `name == 'value'`. */
  | 'comparison'
  /** `?name=value&…`. */
  | 'query'
  /** `…;name=value;…`. */
  | 'connection';

/** What a bare word is at a place: an expression in code, nothing in data, and text everywhere else. */
export type Setting = 'code' | 'data' | 'string' | 'comment' | 'settings' | 'prose';

/** A name with what stands for its value. Offsets are UTF-16 units of the file's text; ends are exclusive. */
export interface Pair {
  readonly name: string;
  readonly nameStart: number;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  readonly quoted: boolean;
  readonly setting: Setting;
}
