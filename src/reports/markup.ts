import { escapeText } from '../core/escape.ts';

/** HTML whose text is escaped. Only `html` and `trusted` make it, so that a plain string can never be taken for it. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Value = string | number | Html | readonly Html[];

/**
 * A template of HTML in which every value is escaped, unless it is HTML itself. Values stand in text and in quoted
 * attributes; nowhere else is the escape enough.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(strings.reduce((sofar, text, i) => sofar + render(values[i - 1] ?? '') + text));

/** HTML from a constant of this program, such as a style sheet. Never from data. */
export const trusted = (text: string): Html => new Html(text);

/** Text that is neither markup nor able to end an attribute; what nobody would see becomes a visible escape. */
export const escapeHtml = (text: string): string =>
  escapeText(text).replace(/[&<>"']/g, (char) => entities[char as keyof typeof entities]);

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const;

const render = (value: Value): string => {
  if (value instanceof Html) return value.toString();
  return typeof value === 'object' ? value.join('') : escapeHtml(String(value));
};
