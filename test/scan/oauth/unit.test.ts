import { describe, expect, it } from 'vitest';
import { clientTokens } from '../../../src/scan/oauth/client-input.ts';
import { resultNames } from '../../../src/scan/oauth/held-names.ts';
import { exchangesCode } from '../../../src/scan/oauth/identity-calls.ts';
import { type Unit, type UnitCall, unitsAround } from '../../../src/scan/oauth/unit.ts';
import { SourceFile } from '../../../src/scan/source-file.ts';

const ask = (call: { readonly callee: readonly string[] }): boolean => call.callee.at(-1) === 'ask';

const unitsOf = (text: string, path = 'app.js'): Promise<readonly Unit[]> =>
  unitsAround(new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false), ask);

const onlyUnit = async (text: string, path?: string): Promise<Unit> => {
  const [unit, ...others] = await unitsOf(text, path);
  expect(others).toEqual([]);
  if (!unit) throw new Error('the text holds no unit');
  return unit;
};

const callOf = (unit: Unit, name: string): UnitCall => {
  const found = unit.calls.find(({ call }) => call.callee.at(-1) === name);
  if (!found) throw new Error(`the unit holds no call of ${name}`);
  return found;
};

describe('unitsAround', () => {
  it.each([
    ['a handler', 'function login(req, res) { ask(); }', ['login']],
    [
      'a callback belongs to its handler',
      'function login(req, res) { load().then(() => ask()); }',
      ['login'],
    ],
    [
      'an anonymous handler is its own unit',
      'function routes(app) { app.get("/a", (req, res) => ask()); app.get("/b", (req, res) => ask()); }',
      [undefined, undefined],
    ],
    [
      'a caller one step away',
      'const profile = (t) => ask(t); function login(req) { profile(1); }',
      ['profile', 'login'],
    ],
    [
      'a method one step away',
      'class A { p(t) { return ask(t); } login(req) { return this.p(1); } }',
      ['p', 'login'],
    ],
    ['nothing outside of functions', 'ask();', []],
  ])('%s', async (_, text, names) => {
    expect((await unitsOf(text)).map(({ root }) => root.name)).toEqual(names);
  });

  it('holds the calls of a callee, seen from the step that leads there', async () => {
    const units = await unitsOf('const profile = (t) => ask(t);\nfunction login(req) { return profile(1); }');
    const unit = units.find(({ root }) => root.name === 'login');
    expect(unit?.calls.map(({ scope, call }) => [call.callee[0], scope.via?.callee[0]])).toEqual([
      ['profile', undefined],
      ['ask', 'profile'],
    ]);
  });
});

describe('clientTokens', () => {
  it.each([
    ['a member of the body', 'js', 'function f(req) { ask(req.body.access_token); }', true],
    ['a destructured member', 'js', 'function f(req) { const { token } = req.body; ask(token); }', true],
    ['a renamed member', 'js', 'function f(req) { const { token: t } = req.body; ask(t); }', true],
    [
      'a concatenation',
      'js',
      'function f(req) { const t = req.query.token; const a = "Bearer " + t; ask(a); }',
      true,
    ],
    [
      'a header, cut',
      'js',
      "function f(req) { const t = req.headers.authorization.split(' ')[1]; ask(t); }",
      true,
    ],
    [
      'a parsed body',
      'ts',
      'async function f(request) { const body = await request.json(); ask(body.accessToken); }',
      true,
    ],
    [
      'a body read by a helper',
      'js',
      'async function f(req) { const { token } = await readBody(req); ask(token); }',
      true,
    ],
    ['a code', 'js', 'function f(req) { ask(req.query.code); }', false],
    [
      'a token made from what came',
      'js',
      'async function f(req) { const token = await mint(req.body.name); ask(token); }',
      false,
    ],
    [
      'a stored token',
      'js',
      'async function f(req) { const user = await find(req.body.id); ask(user.token); }',
      false,
    ],
    ['the key alone', 'js', 'function f(req) { const { token } = req.body; ask({ token: 1 }); }', false],
    ['a text', 'js', "function f(req) { const { token } = req.body; ask('token'); }", false],
    ['a comment', 'js', 'function f(req) { ask(/* req.body.token */ 1); }', false],
    ['JSON in Flask', 'py', 'def f():\n    data = request.get_json()\n    ask(data["access_token"])', true],
    [
      'a form in Django',
      'py',
      'def f(request):\n    token = request.POST.get("fb_token")\n    ask(f"Bearer {token}")',
      true,
    ],
    ['a model in FastAPI', 'py', 'def f(payload: Login):\n    ask(payload.access_token)', true],
    [
      'a keyword',
      'py',
      'def f():\n    t = request.args["token"]\n    ask(url, headers={"Authorization": "Bearer " + t})',
      true,
    ],
    [
      'an argument of a command',
      'py',
      'def f():\n    opts = parser.parse_args()\n    ask(opts.token)',
      false,
    ],
  ])('%s in %s', async (_, extension, text, expected) => {
    const unit = await onlyUnit(text, `app.${extension}`);
    const { scope, call } = callOf(unit, 'ask');
    expect(clientTokens(unit).has(scope, call.start, call.end)).toBe(expected);
  });

  it('follows a parameter into a callee', async () => {
    const units = await unitsOf('const p = (t) => ask(t);\nfunction f(req) { return p(req.body.token); }');
    const unit = units.find(({ root }) => root.name === 'f');
    const inner = unit && callOf(unit, 'ask');
    expect(unit && inner && clientTokens(unit).has(inner.scope, inner.call.start, inner.call.end)).toBe(true);
  });
});

describe('resultNames', () => {
  it.each([
    [
      'a variable',
      'async function f(req) { const r = await ask(); const me = await r.json(); use(me.id); }',
      true,
    ],
    [
      'a destructured member',
      'async function f(req) { const { data: me } = await ask(); use(me.id); }',
      true,
    ],
    ['a promise', 'function f(req) { ask().then((r) => r.json()).then((me) => use(me.id)); }', true],
    [
      'a callback',
      'function f(req) { ask(1, (error, reply, body) => { const me = JSON.parse(body); use(me); }); }',
      true,
    ],
    [
      'another variable',
      'async function f(req) { const r = await ask(); const me = await other(); use(me.id); }',
      false,
    ],
  ])('%s', async (_, text, expected) => {
    const unit = await onlyUnit(text);
    const { scope, call } = callOf(unit, 'use');
    const argument = call.args[0]?.value ?? call;
    expect(resultNames(unit, [callOf(unit, 'ask').call]).has(scope, argument.start, argument.end)).toBe(
      expected,
    );
  });
});

describe('exchangesCode', () => {
  it.each([
    ['a grant type in the body', "post('/token', { grant_type: 'authorization_code', code })", true],
    ['a library', 'client.getToken(req.query.code)', true],
    [
      'a token endpoint with a code',
      "axios.post('https://github.com/login/oauth/access_token', { code })",
      true,
    ],
    ['a stored token', 'store.getToken(user)', false],
    ['a refresh', "axios.post('https://id.example.com/oauth/token', { refresh_token: r })", false],
  ])('%s', async (_, line, expected) => {
    expect(exchangesCode(await onlyUnit(`function f(req, code, user, r) { ask(); ${line}; }`))).toBe(
      expected,
    );
  });
});
