import { namesIn } from './code-text.ts';
import { type HeldNames, heldNames } from './held-names.ts';
import type { Bound, Reading, Unit } from './unit.ts';

const jsRequest =
  /(?<![\w$.])(?:this\.)?_?(?:req|request|ctx\.request|ctx|context\.request|event|c\.req|args)\??\.(?:body|query|params|headers|rawBody|fields|searchParams|queryStringParameters|input)\b|(?<![\w$.])(?:req|request|c\.req)\.(?:get|header|json|formData|text|param|query|queries)\(|(?<![\w$.])(?:readBody|readFormData|readJson|parseBody|getBody|getQuery|getJSON)\((?:req|request|event|ctx)\b|(?<![\w$.])(?:request|req)\.nextUrl\.searchParams|(?<![\w$.])location\.(?:search|hash)/;
const pyRequest =
  /(?<![\w.])(?:flask\.|self\.)?request\.(?:json|form|args|values|data|headers|GET|POST|META|get_json|get_data|query_params|body|post|match_info|params|query|forms)\b|(?<!\w)self\.get_(?:body_)?argument\(/;
const tokenWord = /token|authori[sz]ation|bearer|credential|jwt/i;
/** Parameters that a framework fills from the body: NestJS, FastAPI, GraphQL. */
const bodyParam = /^(body|payload|dto|input|\w{0,30}Dto|credentials|args|data|login_?data|login_?request)$/;

/** The tokens that a unit takes from whoever called it: read from body, query or headers, and passed on by name. */
export const clientTokens = (unit: Unit): HeldNames => {
  const objects = clientInput(unit);
  return heldNames(unit, {
    isSource: (reading) => readsToken(objects, reading) || readsArgument(unit, reading),
    passes: keepsContent,
    // `const { access_token } = req.body`: the token's word is the name itself.
    starts: (bound) => tokenWord.test(bound.name) && keepsContent(bound) && objects.holds(bound.value),
  });
};

/** Everything that a unit takes from whoever called it. */
export const clientInput = (unit: Unit): HeldNames =>
  heldNames(unit, { isSource: (reading) => readsRequest(unit, reading), passes: keepsContent });

const readsRequest = (unit: Unit, { scope, text }: Reading): boolean => {
  if ((unit.facts.language === 'python' ? pyRequest : jsRequest).test(text)) return true;
  if (scope.via) return false;
  const names = namesIn(text);
  return [...unit.root.params.filter((param) => bodyParam.test(param)), ...resolverArguments(unit)].some(
    (param) => names.has(param),
  );
};

/** GraphQL: `(_, { accessToken }, context)`. */
const resolverArguments = ({ root: { params } }: Unit): readonly string[] =>
  /^(_+|_?(?:parent|root|obj|source))$/.test(params[0] ?? '') && params[1]?.startsWith('{')
    ? [...namesIn(params[1])]
    : [];

const memberRead =
  /(?<![\w$.?])[\w$]{1,40}((?:\??\.[\w$]{1,60}){0,8}(?:(?:\?\.)?\[|\.(?:get|header|getItem)\()\s{0,4}["'`][\w$-]{3,60}|(?:\??\.[\w$]{1,60}){1,8})/g;

/** `req.body.access_token`, `data["token"]`, `request.form.get("fb_token")`: a token's word behind what came with the request. */
const readsToken = (objects: HeldNames, { scope, start, text }: Reading): boolean =>
  Array.from(text.matchAll(memberRead)).some(
    ({ 0: path, 1: members = '', index }) =>
      tokenWord.test(members) &&
      objects.holds({ scope, start: start + index, end: start + index + path.length, text: path }),
  );

const readsArgument = (unit: Unit, { scope, text }: Reading): boolean => {
  const taken = scope.via ? [] : resolverArguments(unit).filter((name) => tokenWord.test(name));
  return taken.length > 0 && taken.some((name) => namesIn(text).has(name));
};

const carriers =
  /^(readBody|readFormData|readJson|parseBody|getBody|getQuery|getJSON|json|parse|safeParse|parseAsync|loads|get|header|get_json|getItem|split|replace|trim|strip|removeprefix|slice|substring|substr|toString|String|str|cast|validate|validated_data|model_validate|formData|text|at|pop|first|argument|get_argument|get_body_argument|arg|decode|getattr|search|match|exec)$/;

/** Whether a value still is what it was made from: a call to anything else gives something new. */
const keepsContent = ({ scope, value }: Bound): boolean => {
  if (value.scope !== scope) return true;
  const call = /^(?:await\s{1,4})?(?:new\s{1,4})?[\w$.?]{0,80}?([\w$]{1,60})\s{0,4}\(/.exec(value.text);
  return !call || carriers.test(call[1] ?? '');
};
