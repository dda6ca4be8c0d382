import { tokenJudge } from './judge-tokens.ts';

export const judge = tokenJudge('token-weak-secret');
