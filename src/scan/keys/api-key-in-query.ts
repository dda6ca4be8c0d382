import type { Judge } from '../check.ts';
import type { CallSite, Value } from '../code/facts.ts';
import { type CodeFile, codeFile } from '../oauth/code-text.ts';
import { type Found, report } from '../oauth/report.ts';
import { groupsIn } from '../oauth/settings-in-code.ts';

/** An API key in the query of an address: one that the application takes from its callers, or one that it sends to another service. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  const founds = [...taken(source), ...sentInAddress(source), ...sentAsParameter(source)];
  return [...new Map(founds.map((one) => [one.start, one])).values()].map((one) => report(file, rule, one));
};

const key = '(?:x_?)?(?:api_?-?key|apikey|api_?token|access_?key|secret_?key|subscription-key)';

const place = (start: number, end: number, way: string): Pick<Found, 'start' | 'end' | 'identity'> => ({
  start,
  end,
  identity: ['api-key-in-query', way],
});

/** `req.query.api_key`, `request.args.get("api_key")`, FastAPI's APIKeyQuery. */
const read = new RegExp(
  `(?<![\\w$.])(?:(?:req|request|ctx|c\\.req|event)\\.(?:query|queryStringParameters|request\\.query)(?:\\??\\.|\\[["'\`]|\\(["'\`])${key}(?![\\w$])|(?:flask\\.|self\\.)?request\\.(?:args|GET|query_params|query)(?:\\.get\\(|\\[)\\s{0,4}["']${key}["']|\\w{0,20}searchParams\\.get\\(["'\`]${key}["'\`]\\))`,
  'gi',
);

const taken = ({ facts, code }: CodeFile): Found[] => [
  ...Array.from(code.matchAll(read), ({ index, 0: text }) => takenAt(index, index + text.length)),
  ...facts.calls
    .filter(({ callee, imported }) => (imported?.path.at(-1) ?? callee.at(-1)) === 'APIKeyQuery')
    .map(({ start, end }) => takenAt(start, end)),
];

const takenAt = (start: number, end: number): Found => ({
  ...place(start, end, 'taken'),
  message:
    'Takes an API key from the query of the address, which servers, proxies and browsers write down: whoever reads such a log can call the API.',
  fix: 'Take the key from a header: `const key = req.get("x-api-key")`, `request.headers.get("X-API-Key")`, FastAPI `APIKeyHeader(name="X-API-Key")`.',
});

const sent = new RegExp(
  `[?&](${key}|key)=(?:\\$?\\{(?!\\s)([^}]{1,80})\\}|["'\`]\\s{0,4}(?:\\+|\\.format\\(|%)\\s{0,4}([\\w$.]{1,80}))`,
  'gi',
);
/** Keys that are made to be seen in a page, and are limited to it. */
const publishable =
  /maps\.google|maps\.googleapis|maps\.gstatic|google\.com\/maps|js\.|maptiler|mapbox|recaptcha|firebase|identitytoolkit|youtube\/iframe|NEXT_PUBLIC_|VITE_|publishable|public_?key|tile/i;

const sentInAddress = ({ code }: CodeFile): Found[] =>
  Array.from(code.matchAll(sent)).flatMap((match) => {
    const around = code.slice(Math.max(0, match.index - 200), match.index + match[0].length);
    const expression = match[2] ?? match[3] ?? '';
    const isKey = match[1]?.toLowerCase() !== 'key' || /api_?key|secret/i.test(expression);
    return isKey &&
      !publishable.test(around) &&
      /https?:|\burl\b|fetch|request|axios|get\(|host|endpoint/i.test(around)
      ? [sentAt(match.index + 1, match.index + match[0].length)]
      : [];
  });

const sentAt = (start: number, end: number): Found => ({
  ...place(start, end, 'sent'),
  severity: 'low',
  message:
    'Sends an API key in the query of an address, which proxies and servers on the way write down: whoever reads such a log has the key.',
});

/** `axios.get(url, { params: { api_key: KEY } })`, `requests.get(url, params={"api_key": KEY})`. */
const sentAsParameter = ({ facts, code }: CodeFile): Found[] =>
  facts.calls.filter(isRequest).flatMap((call) => {
    if (publishable.test(code.slice(call.start, Math.min(call.end, call.start + 400)))) return [];
    return groupsIn(call)
      .flat()
      .filter(({ key: name }) => /^(params|query|qs|searchParams)$/.test(name))
      .flatMap(({ value }) => keysIn(value));
  });

const keyName = new RegExp(`^${key}$`, 'i');

const keysIn = (value: Value): Found[] =>
  value.kind === 'object'
    ? value.entries
        .filter((entry) => keyName.test(entry.key) && entry.value.kind !== 'literal')
        .map(({ start, end }) => sentAt(start, end))
    : [];

const isRequest = ({ callee }: CallSite): boolean =>
  /^(get|post|put|patch|delete|request|fetch|axios|got|ky|ofetch|\$fetch)$/.test(callee.at(-1) ?? '');
