/** One piece of a page, as a browser's tokenizer would see it. */
export type HtmlToken =
  | {
      readonly kind: 'tag';
      readonly name: string;
      readonly attributes: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Splits HTML as the tokenization of the HTML standard does, for the part of it that a page of ours may use.
 * @throws Error for anything else: an unquoted attribute, a comment, a stray character in a tag.
 */
export const readHtml = (page: string): HtmlToken[] => {
  const tokens: HtmlToken[] = [];
  let at = 0;
  while (at < page.length) {
    const raw = rawText(tokens);
    const next = raw === undefined ? page.indexOf('<', at) : page.indexOf(`</${raw}`, at);
    const end = next === -1 ? page.length : next;
    if (end > at) tokens.push({ kind: 'text', text: decode(page.slice(at, end)) });
    if (end === page.length) break;
    const { token, after } = readTag(page, end);
    tokens.push(token);
    at = after;
  }
  return tokens;
};

/** In these, only their own end tag is markup. */
const rawText = (tokens: readonly HtmlToken[]): string | undefined => {
  const last = tokens.at(-1);
  return last?.kind === 'tag' && ['style', 'title', 'script', 'textarea'].includes(last.name)
    ? last.name
    : undefined;
};

const readTag = (page: string, start: number): { token: HtmlToken; after: number } => {
  const head = /^<(!doctype html|\/?[a-z][a-z0-9]*)/.exec(page.slice(start, start + 40));
  if (!head?.[1]) throw new Error(`not a tag: ${page.slice(start, start + 40)}`);
  const attributes: [string, string][] = [];
  let at = start + head[0].length;
  while (page[at] !== '>') {
    const found = /^\s+([a-z-]+)="([^"]*)"/.exec(page.slice(at));
    if (!found) throw new Error(`not an attribute: ${page.slice(at, at + 40)}`);
    attributes.push([found[1] ?? '', decode(found[2] ?? '')]);
    at += found[0].length;
  }
  return { token: { kind: 'tag', name: head[1], attributes }, after: at + 1 };
};

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  '#39': "'",
};

const decode = (text: string): string =>
  text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const char = named[name];
    if (char === undefined || !whole.endsWith(';'))
      throw new Error(`not a character reference: ${whole.slice(0, 20)}`);
    return char;
  });
