import { pairJudge } from '../generic/pair-judge.ts';

export const judge = pairJudge('password', 'Password');
