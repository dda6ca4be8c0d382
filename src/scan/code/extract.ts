import type { Language } from '../../rules/schema/call.ts';
import type { CodeFacts } from './facts.ts';

export const codeFacts = async (_text: string, _path: string, _language: Language): Promise<CodeFacts | undefined> => undefined;
