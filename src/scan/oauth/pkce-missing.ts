import type { Judge } from '../check.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { entryOf, optionGroups, textOf } from './option-groups.ts';
import { type Found, report } from './report.ts';
import { around } from './search.ts';

/** A public client that redeems its code with nothing but the code: neither a secret nor a verifier. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  return source && !mayProve.test(source.code)
    ? [...inGroups(source), ...inTexts(source)].map((found) => report(file, rule, found))
    : [];
};

/** A library that keeps the proof elsewhere in the file. */
const mayProve = /client_?secret|\bBasic\b|code_?verifier|pkce|client_?assertion/i;
const proof =
  /code_?verifier|pkce|client_?secret|client_?assertion|authorization["']?\]?\s{0,4}[:,](?!\s{0,4}["'`]?Bearer)|\bBasic\b|\bauth\s{0,4}[=:]|HTTPBasicAuth|private_?key|\bcert\b/i;

const found = ({ start, end }: { start: number; end: number }): Found => ({
  start,
  end,
  identity: ['pkce-missing'],
  message:
    'Redeems an authorization code without a secret and without a PKCE verifier: whoever gets hold of the code redeems it just as well.',
});

/** `{ grant_type: 'authorization_code', code, client_id, redirect_uri }`. */
const inGroups = (source: CodeFile): Found[] =>
  optionGroups(source).flatMap((group) => {
    const isExchange =
      textOf(source, group, /^granttype$/) === 'authorization_code' &&
      entryOf(group, /^code$/) !== undefined &&
      entryOf(group, /^clientid$/) !== undefined;
    return isExchange && !group.isOpen && !proof.test(around(source.code, group.start, group.end, 1500))
      ? [found(group)]
      : [];
  });

/** `grant_type=authorization_code&client_id=...&code=...` as a body. */
const inTexts = (source: CodeFile): Found[] =>
  source.facts.texts.flatMap(({ start, end }) => {
    const text = end - start < 4000 ? source.code.slice(start, end) : '';
    const isExchange =
      /grant_type=authorization_code/.test(text) && /[?&"'`]code=/.test(text) && /client_id=/.test(text);
    return isExchange && !proof.test(around(source.code, start, end, 1500)) ? [found({ start, end })] : [];
  });
