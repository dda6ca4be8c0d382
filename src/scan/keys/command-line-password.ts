import { commandPasswordAt } from '../generic/command-password.ts';
import { placeJudge } from '../generic/place-judge.ts';

export const judge = placeJudge(commandPasswordAt);
