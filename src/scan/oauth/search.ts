import { isFollowed } from '../language.ts';
import type { SourceFile } from '../source-file.ts';
import { codeFile } from './code-text.ts';

/** Text in which a pattern is looked for, and whether it is code that was parsed. */
export interface Searchable {
  readonly text: string;
  readonly kind: 'code' | 'config' | 'other';
}

const configName =
  /\.(ya?ml|jsonc?|json5|toml|properties|ini|conf|cfg|tf|hcl|xml|plist)$|(^|\/)\.?env[^/]{0,40}$|\.env[^/]{0,40}$/i;
const otherCode =
  /\.(vue|svelte|astro|html?|go|java|kt|kts|rb|erb|php|cs|cshtml|swift|dart|scala|rs|ex|exs)$/i;
const commentLine = /^[ \t]{0,200}(?:#|\/\/|\/?\*|;|<!--|--).*$/gm;

/** The text of a file without comments; undefined for prose, for what is binary, and for code that could not be parsed. */
export const searchable = async (file: SourceFile): Promise<Searchable | undefined> => {
  if (file.isBinary) return undefined;
  if (isFollowed(file.language)) {
    const source = await codeFile(file);
    return source && { text: source.code, kind: 'code' };
  }
  const kind = configName.test(file.path) ? 'config' : otherCode.test(file.path) ? 'other' : undefined;
  return kind && { text: file.text.replace(commentLine, (line) => ' '.repeat(line.length)), kind };
};

/** What stands within `reach` units before and behind a place. */
export const around = (text: string, start: number, end: number, reach: number): string =>
  text.slice(Math.max(0, start - reach), end + reach);
