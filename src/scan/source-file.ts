import type { Blob } from '../core/blob.ts';
import { type Location, type Span, shownPlace } from '../core/location.ts';
import type { Language } from '../rules/schema/call.ts';
import type { CodeFacts } from './code/facts.ts';
import { type ConfigFacts, noFacts } from './config/entry.ts';
import { configFacts } from './config/read.ts';
import { languageOf } from './language.ts';
import { type Role, roleOf } from './role.ts';

/** A blob made ready for detectors. What is costly is made once, on demand. */
export class SourceFile {
  /** What the file is judged by: inside an archive the path there. */
  readonly path: string;
  /** Where it is. */
  readonly place: Pick<Location, 'path' | 'member'>;
  readonly role: Role;
  readonly language: Language | undefined;
  /** Decoded; a binary file is latin-1, so that offsets are byte offsets. */
  readonly text: string;
  readonly isBinary: boolean;
  /** Facts that could not be had, for the receipt: `code` took too long, `config` is malformed. */
  readonly troubles = new Set<'code' | 'config'>();
  readonly #blob: Blob;
  #lineStarts: number[] | undefined;
  #code: Promise<CodeFacts | undefined> | undefined;
  #config: Promise<ConfigFacts> | undefined;

  constructor(blob: Blob, text: string, isBinary: boolean) {
    this.#blob = blob;
    const { path, member, innerPath = path } = blob;
    this.path = member === undefined ? path : member.slice(member.lastIndexOf('!/') + 1).replace(/^\//, '');
    this.place = { path, ...(member !== undefined && { member }) };
    this.text = text;
    this.isBinary = isBinary;
    this.role = roleOf(member === undefined ? innerPath : `${innerPath}/${member}`);
    this.language = blob.part || isBinary ? undefined : languageOf(this.path);
  }

  /** The place as people read it. */
  get shown(): string {
    return shownPlace(this.place);
  }

  /** Calls, imports, constants; undefined for other languages, and for a file that cannot be parsed in time. */
  code(): Promise<CodeFacts | undefined> {
    this.#code ??= this.#parseCode();
    return this.#code;
  }

  async #parseCode(): Promise<CodeFacts | undefined> {
    if (!this.language) return undefined;
    // The extractors are a chunk of their own: most files hold no word that asks for them.
    const { codeFacts } = await import('./code/extract.ts');
    const facts = await codeFacts(this.text, this.path, this.language);
    if (!facts) this.troubles.add('code');
    return facts;
  }

  /** Key paths and values; empty for files of no known configuration format. */
  config(): Promise<ConfigFacts> {
    this.#config ??= this.#readConfig();
    return this.#config;
  }

  async #readConfig(): Promise<ConfigFacts> {
    const facts = this.#blob.part || this.isBinary ? noFacts : await configFacts(this.text, this.path);
    if (facts.broken) this.troubles.add('config');
    return facts;
  }

  /**
   * Line and column of a stretch of `text`.
   * @param start - UTF-16 offset; @param end - exclusive.
   */
  spanOf(start: number, end: number): Span {
    const from = this.#place(start);
    const to = this.#place(Math.max(end, start));
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** The text of a line (counted from 1 within this blob) without its line end, and where it starts. */
  lineAt(index: number): { start: number; text: string } | undefined {
    const starts = this.#starts();
    const start = starts[index];
    if (start === undefined) return undefined;
    const end = starts[index + 1] ?? this.text.length;
    return { start, text: this.text.slice(start, end).replace(/\r?\n$|\r$/, '') };
  }

  /** Index (from 0) of the line that holds an offset. */
  lineIndexOf(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #place(offset: number): { line: number; column: number } {
    const index = this.lineIndexOf(offset);
    const column = offset - (this.#starts()[index] ?? 0) + 1;
    const part = this.#blob.part;
    if (!part) return { line: index + 1, column };
    return { line: part.line + index, column: index === 0 ? part.column + column - 1 : column };
  }

  // A line ends at LF, CRLF or a lone CR: that is what editors and GitHub count.
  #starts(): number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    const lineEnd = /\r\n?|\n/g;
    while (lineEnd.exec(this.text)) starts.push(lineEnd.lastIndex);
    this.#lineStarts = starts;
    return starts;
  }
}
