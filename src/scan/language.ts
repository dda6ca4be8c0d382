import type { Language } from '../rules/schema/call.ts';

/** The languages whose handlers are followed from the request to what they do; of others, checks of flows see the text. */
export const isFollowed = (language: Language | undefined): boolean =>
  language === 'javascript' || language === 'typescript' || language === 'python';

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
  go: 'go',
  java: 'java',
  cs: 'csharp',
  php: 'php',
  phtml: 'php',
  rb: 'ruby',
  rake: 'ruby',
  ru: 'ruby',
};

/** The language of a file by its extension, or undefined. Declaration files call nothing, so there is nothing to read. */
export const languageOf = (path: string): Language | undefined =>
  /\.d\.[cm]?ts$/.test(path)
    ? undefined
    : extensions[/\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
