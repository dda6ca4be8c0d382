import type { Format } from './format.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** Every format by the name that `--format` takes. */
export const formats = { text, json, jsonl, sarif } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
export type { Format, Look } from './format.ts';
