import type { ConfigFacts } from './entry.ts';

export const configFacts = (_text: string, _path: string): ConfigFacts => ({ entries: [], env: [], broken: false });
