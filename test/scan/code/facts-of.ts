import type { Language } from '../../../src/rules/schema/call.ts';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import type { CodeFacts, Value } from '../../../src/scan/code/facts.ts';

/** The facts of a text. @throws when it cannot be parsed. */
export const parsed = async (text: string, path: string, language: Language): Promise<CodeFacts> => {
  const facts = await codeFacts(text, path, language);
  if (!facts) throw new Error('not parsed');
  return facts;
};

/** Each call as `callee = module#path`. */
export const callsOf = ({ calls }: CodeFacts): readonly string[] =>
  calls.map(
    ({ callee, imported }) =>
      `${callee.join('.')} = ${imported ? `${imported.module}#${imported.path.join('.')}` : '-'}`,
  );

/** A value without its places. */
export const strip = (value: Value | undefined): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, inner) =>
      key === 'start' || key === 'end' || key === 'calleeValue' ? undefined : inner,
    ),
  );

export const literal = (value: unknown) => ({ kind: 'literal', value });
export const name = (...path: readonly string[]) => ({ kind: 'name', path });
