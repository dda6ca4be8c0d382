import type { Judge } from '../check.ts';
import type { Value } from '../code/facts.ts';
import { settled } from '../code/resolve.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { optionGroups } from './option-groups.ts';
import { type Found, report } from './report.ts';

/** An authorization server whose code lets a refresh token be used again and again, or for ever. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  const founds = [...inOptions(source), ...inAssignments(source)];
  return [...new Map(founds.map((one) => [one.start, one])).values()].map((one) => report(file, rule, one));
};

interface Option {
  readonly key: string;
  readonly value: Value;
  readonly start: number;
  readonly end: number;
  readonly within: number;
}

const inOptions = (source: CodeFile): Found[] =>
  optionGroups(source)
    .filter(({ start }) => !isDefault(source.code, start))
    .flatMap(({ entries, within }) => entries.flatMap((entry) => judgeOption(source, { ...entry, within })));

// What a library would do says nothing about this program.
const isDefault = (code: string, start: number): boolean =>
  /\bdefaults?\w{0,20}\s{0,4}(?::[^=]{0,60})?[:=]\s{0,4}(?:\w{0,20}\()?$/i.test(
    code.slice(Math.max(0, start - 120), start),
  );

const inAssignments = (source: CodeFile): Found[] =>
  source.facts.assignments.flatMap(({ target, value, start, end, within }) =>
    judgeOption(source, { key: target.at(-1) ?? '', value, start, end, within }),
  );

/** oidc-provider, @node-oauth/oauth2-server, Django OAuth Toolkit, Supabase and others: the key, and the value that switches rotation off. */
const rotation: readonly (readonly [RegExp, boolean])[] = [
  [
    /^(?:rotateRefreshTokens?|alwaysIssueNewRefreshToken|ROTATE_REFRESH_TOKENS?|refreshTokenRotation|enableRefreshTokenRotation|issueNewRefreshToken)$/i,
    false,
  ],
  [/^(?:reuseRefreshTokens?|disableRefreshTokenRotation)$/i, true],
];
const endless =
  /^(?:REFRESH_TOKEN_EXPIRE_SECONDS|refreshTokenLifetime|REFRESH_TOKEN_EXPIRES_IN|JWT_REFRESH_TOKEN_EXPIRES)$/;

const judgeOption = (source: CodeFile, { key, value, start, end, within }: Option): Found[] => {
  const known = settled(source.facts, value, within);
  const literal = known.kind === 'literal' ? known.value : undefined;
  const place = { start, end };
  if (rotation.some(([name, bad]) => name.test(key) && literal === bad))
    return [
      {
        ...place,
        identity: ['refresh-not-rotated', key],
        message: `\`${key}\` lets a refresh token be used again: a stolen copy works beside the real one, and nobody notices.`,
      },
    ];
  const isEndless =
    key === 'REFRESH_TOKEN_EXPIRE_SECONDS'
      ? literal === null || literal === 0
      : endless.test(key) && (literal === null || literal === false || isInfinite(known));
  return isEndless
    ? [
        {
          ...place,
          identity: ['refresh-not-rotated', 'endless', key],
          message: `\`${key}\` gives refresh tokens no end: a stolen one opens the account until somebody revokes it by hand.`,
          fix: 'Give refresh tokens an absolute end, such as 30 days for browsers and 90 for devices: `REFRESH_TOKEN_EXPIRE_SECONDS = 30 * 24 * 3600`.',
        },
      ]
    : [];
};

const isInfinite = (value: Value): boolean =>
  value.kind === 'name' &&
  /^(?:Infinity|Number\.(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE))$/.test(value.path.join('.'));
