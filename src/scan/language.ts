import type { Language } from '../rules/schema/call.ts';

const extensions: Readonly<Record<string, Language>> = {
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescript',
  py: 'python',
};

/** The language of a file by its extension, or undefined. Declaration files call nothing, so there is nothing to read. */
export const languageOf = (path: string): Language | undefined =>
  /\.d\.[cm]?ts$/.test(path)
    ? undefined
    : extensions[/\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
