import type { Judge } from '../check.ts';
import { type CodeFile, codeFile, expanded } from './code-text.ts';
import { entryOf, type OptionGroup, optionGroups, textOf } from './option-groups.ts';
import { report } from './report.ts';

/** Several login providers that answer to one address, where nobody compares which of them answered. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || /(?:\.|\[["']|get\(["'])iss\b|issuer_?check|authorization_response_iss/i.test(source.code))
    return [];
  const clients = optionGroups(source).flatMap((group) => clientOf(source, group));
  const byRedirect = new Map<string, Client[]>();
  for (const one of clients) byRedirect.set(one.redirect, [...(byRedirect.get(one.redirect) ?? []), one]);
  return [...byRedirect].flatMap(([redirect, sharing]) => {
    const providers = [...new Set(sharing.map(({ provider }) => provider))];
    const last = sharing.at(-1);
    if (!last || providers.length < 2) return [];
    return [
      report(file, rule, {
        start: last.start,
        end: last.end,
        identity: ['mixup-iss-unchecked', redirect],
        message: `${providers.length} providers answer to one callback (${providers.sort().join(', ')}): a hostile or broken one can have the code of another sent to itself.`,
      }),
    ];
  });
};

interface Client {
  readonly redirect: string;
  readonly provider: string;
  readonly start: number;
  readonly end: number;
}

const clientOf = (source: CodeFile, group: OptionGroup): Client[] => {
  const redirect = entryOf(group, /^(redirecturi|callbackurl|redirecturl|callbackuri)$/);
  if (!redirect || !entryOf(group, /^(clientid|consumerkey)$/)) return [];
  const text = textOf(source, group, /^(redirecturi|callbackurl|redirecturl|callbackuri)$/);
  const place = expanded(source, redirect.value.start, redirect.value.end, group.within).replace(
    /\s{1,80}/g,
    ' ',
  );
  const isFixed = text !== undefined || /^[\w$.]{1,80}$|^[\w$.[\]"']{1,80}$/.test(place.split(' ')[0] ?? '');
  const provider = providerOf(source, group);
  return isFixed && provider
    ? [{ redirect: text ?? place, provider, start: redirect.start, end: redirect.end }]
    : [];
};

/** By the strategy's package, or the host of an address. */
const providerOf = (source: CodeFile, group: OptionGroup): string | undefined => {
  const module = group.call?.isNew ? group.call.imported?.module : undefined;
  if (module && /^passport-(?!oauth2?$|local|jwt)/.test(module)) return module.replace('passport-', '');
  const address = textOf(
    source,
    group,
    /^(issuer|authority|authorizationurl|authorizeurl|authorizationendpoint|authurl|authorizeuri|discoveryurl)$/,
  );
  return /^https:\/\/([^/:]{3,100})/.exec(address ?? '')?.[1];
};
