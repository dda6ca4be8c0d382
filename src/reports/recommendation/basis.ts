import type { Cited, Reference } from '../../core/recommendation.ts';

/** What a sentence rests on, for the small print: claims, then clauses. Clauses of one document share its name. */
export const basis = ({ essay, references }: Cited): string[] => {
  const sources = [...new Set(references.map(({ source }) => source))];
  return [
    `${essay.length === 1 ? 'claim' : 'claims'} ${essay.map(({ id }) => id).join(', ')}`,
    ...sources.map((source) => clausesOf(source, references)),
  ];
};

const clausesOf = (source: string, references: readonly Reference[]): string => {
  const [first, ...others] = references.filter((one) => one.source === source);
  const clauses = others.map(({ text }) => text.slice(source.length).replace(/^,? /, ''));
  return [first?.text, ...clauses].join(', ') + (first?.checked === false ? '*' : '');
};
