import { pairJudge } from '../generic/pair-judge.ts';

export const judge = pairJudge('token', 'Token');
