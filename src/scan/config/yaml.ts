import { type Document, parseAllDocuments } from 'yaml';
import { brokenFacts, type ConfigFacts } from './entry.ts';
import { environmentOf } from './environment.ts';
import { readTemplateLines } from './template-lines.ts';
import { mostDepth, YamlWalk } from './yaml-walk.ts';

// A configuration is a page of text. The parser's cost grows with nesting, so more than this is not parsed.
const mostCharacters = 1024 * 1024;

/** Reads YAML: several documents, anchors, merge keys, custom tags; templates of Helm and Ansible line by line. */
export const readYaml = (text: string): ConfigFacts => {
  if (text.length > mostCharacters || isNestedTooDeeply(text)) return brokenFacts;
  const documents = parse(text);
  if (!documents) return brokenFacts;
  const failed = documents.some((document) => document.errors.length > 0);
  if (failed && /(?<!\$)\{\{/.test(text)) return readTemplateLines(text);
  const walk = new YamlWalk(text);
  for (const document of documents) walk.document(document);
  return { entries: walk.entries, env: environmentOf(walk.entries, text), broken: failed || walk.stopped };
};

const parse = (text: string): Document[] | undefined => {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return Array.isArray(documents) ? documents : [];
  } catch {
    // The composer is recursive: a RangeError means that the nesting is hostile.
    return undefined;
  }
};

// Flow nesting is where the parser becomes slow; brackets within text only make this stricter.
const isNestedTooDeeply = (text: string): boolean => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x5b || char === 0x7b) depth++;
    else if ((char === 0x5d || char === 0x7d) && depth > 0) depth--;
    if (depth > mostDepth) return true;
  }
  return false;
};
