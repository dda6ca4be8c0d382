import { loginCallAt } from '../generic/login-call.ts';
import { placeJudge } from '../generic/place-judge.ts';

export const judge = placeJudge(loginCallAt);
