import { authorizationAt } from '../generic/authorization.ts';
import { placeJudge } from '../generic/place-judge.ts';

export const judge = placeJudge(authorizationAt);
