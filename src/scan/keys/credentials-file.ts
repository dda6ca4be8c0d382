import { loginAt } from '../generic/login-line.ts';
import { placeJudge } from '../generic/place-judge.ts';

export const judge = placeJudge(loginAt);
