import { placeJudge } from '../generic/place-judge.ts';
import { userinfoAt } from '../generic/userinfo.ts';

export const judge = placeJudge(userinfoAt);
