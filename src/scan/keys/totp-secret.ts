import { placeJudge } from '../generic/place-judge.ts';
import { totpSecretAt } from '../generic/totp.ts';

export const judge = placeJudge(totpSecretAt);
