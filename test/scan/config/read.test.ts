import { describe, expect, it } from 'vitest';
import type { ConfigEntry } from '../../../src/scan/config/entry.ts';
import { configFacts } from '../../../src/scan/config/read.ts';

const hole = (name: string) => `$${`{${name}}`}`;

const short = (entries: readonly ConfigEntry[]) => entries.map(({ path, value }) => [path.join('.'), value]);

/** Key and value as they stand in the text. */
const slices = (text: string, entries: readonly ConfigEntry[]) =>
  entries.map((entry) => [text.slice(entry.keyStart, entry.keyEnd), text.slice(entry.start, entry.end)]);

describe('every format gives key paths, values and their places', () => {
  it.each([
    [
      'YAML',
      'application.yml',
      'jwt:\n  "expiration": 86400 # a day\n  list: [a, \'b\']\n  none:\nspring: {on: true}\n',
      [
        ['jwt.expiration', 86400],
        ['jwt.list.0', 'a'],
        ['jwt.list.1', 'b'],
        ['jwt.none', null],
        ['spring.on', true],
      ],
      [
        ['expiration', '86400'],
        ['', 'a'],
        ['', "'b'"],
        ['none', ''],
        ['on', 'true'],
      ],
    ],
    [
      'JSON with comments',
      'realm.json',
      '{ // realm\n  "accessTokenLifespan": 300,\n  "clients": [{"redirectUris": ["*"], "web": []},],\n}',
      [
        ['accessTokenLifespan', 300],
        ['clients.0.redirectUris.0', '*'],
        ['clients.0.web', null],
      ],
      [
        ['accessTokenLifespan', '300'],
        ['', '"*"'],
        ['web', '[]'],
      ],
    ],
    [
      'TOML',
      'supabase/config.toml',
      'top = 1_000\n[auth]\njwt_expiry = 3600 # s\n"quoted key".x = \'y\'\n[[auth.hooks]]\nuri = "a"\n[[auth.hooks]]\nuri = """\nb"""\nnone = []\n',
      [
        ['top', 1000],
        ['auth.jwt_expiry', 3600],
        ['auth.quoted key.x', 'y'],
        ['auth.hooks.0.uri', 'a'],
        ['auth.hooks.1.uri', 'b'],
        ['auth.hooks.1.none', null],
      ],
      [
        ['top', '1_000'],
        ['jwt_expiry', '3600'],
        ['x', "'y'"],
        ['uri', '"a"'],
        ['uri', '"""\nb"""'],
        ['none', '[]'],
      ],
    ],
    [
      'dotenv',
      '.env.production',
      '# JWT_OLD=1\nexport JWT_TTL=60 # min\nB="two\nlines"\r\nC=\'$X\'\nEMPTY=\n',
      [
        ['JWT_TTL', '60'],
        ['B', 'two\nlines'],
        ['C', '$X'],
        ['EMPTY', ''],
      ],
      [
        ['JWT_TTL', '60'],
        ['B', '"two\nlines"'],
        ['C', "'$X'"],
        ['EMPTY', ''],
      ],
    ],
    [
      'INI',
      'conf/grafana.ini',
      '; c\n[auth]\noauth_allow_insecure_email_lookup = true ; bad\n[auth.jwt]\nkey: "a;b"\n#x=1\n',
      [
        ['auth.oauth_allow_insecure_email_lookup', 'true'],
        ['auth.jwt.key', 'a;b'],
      ],
      [
        ['oauth_allow_insecure_email_lookup', 'true'],
        ['key', '"a;b"'],
      ],
    ],
    [
      'properties',
      'src/main/resources/application.properties',
      '! c\njwt.expiration=86400000\nlong : a\\\n   b\nu \\u0041\n',
      [
        ['jwt.expiration', '86400000'],
        ['long', 'ab'],
        ['u', 'A'],
      ],
      [
        ['jwt.expiration', '86400000'],
        ['long', 'a\\\n   b'],
        ['u', '\\u0041'],
      ],
    ],
    [
      'Terraform',
      'main.tf',
      'resource "auth0_client" "web" {\n  name = "a" # x\n  callbacks = ["*", var.x]\n  jwt_configuration {\n    lifetime_in_seconds = 60 * 60 * 24\n  }\n  tags = { "k" = true, e = {} }\n  doc = <<EOT\nhi\nEOT\n}\n/* c */\nlocals { n = [] }\n',
      [
        ['resource.auth0_client.web.name', 'a'],
        ['resource.auth0_client.web.callbacks.0', '*'],
        ['resource.auth0_client.web.callbacks.1', 'var.x'],
        ['resource.auth0_client.web.jwt_configuration.lifetime_in_seconds', 86400],
        ['resource.auth0_client.web.tags.k', true],
        ['resource.auth0_client.web.tags.e', null],
        ['resource.auth0_client.web.doc', 'hi\n'],
        ['locals.n', null],
      ],
      [
        ['name', '"a"'],
        ['', '"*"'],
        ['', 'var.x'],
        ['lifetime_in_seconds', '60 * 60 * 24'],
        ['k', 'true'],
        ['e', '{}'],
        ['doc', '<<EOT\nhi\nEOT'],
        ['n', '[]'],
      ],
    ],
    [
      'Dockerfile',
      'Dockerfile',
      'FROM x\nENV JWT_SECRET=a B="c d" \\\n    C=e\nENV OLD the rest\narg TTL=7d\n',
      [
        ['JWT_SECRET', 'a'],
        ['B', 'c d'],
        ['C', 'e'],
        ['OLD', 'the rest'],
        ['TTL', '7d'],
      ],
      [
        ['JWT_SECRET', 'a'],
        ['B', '"c d"'],
        ['C', 'e'],
        ['OLD', 'the rest'],
        ['TTL', '7d'],
      ],
    ],
  ])('%s', async (_, path, text, expected, sliced) => {
    const facts = await configFacts(text, path);
    expect(short(facts.entries)).toEqual(expected);
    expect(slices(text, facts.entries)).toEqual(sliced);
    expect(facts.broken).toBe(false);
  });
});

describe('the environment that a file sets', () => {
  it.each([
    [
      'compose, as a map',
      'compose.yaml',
      'services:\n  api:\n    environment:\n      TTL: 7d\n',
      'TTL',
      '7d',
    ],
    [
      'compose, as a list',
      'compose.yaml',
      'services:\n  api:\n    environment:\n      - "TTL=7d"\n',
      'TTL',
      '7d',
    ],
    [
      'Kubernetes',
      'k8s.yml',
      'spec:\n  containers:\n  - env:\n    - name: TTL\n      value: "7d"\n',
      'TTL',
      '"7d"',
    ],
    ['a ConfigMap', 'cm.yaml', 'kind: ConfigMap\ndata:\n  TTL: 7d\n', 'TTL', '7d'],
    ['a workflow', '.github/workflows/x.yml', 'jobs:\n  a:\n    env:\n      TTL: 7d\n', 'TTL', '7d'],
    ['an ECS task', 'task.json', '{"environment": [{"value": "7d", "name": "TTL"}]}', 'TTL', '"7d"'],
    ['wrangler', 'wrangler.toml', '[vars]\nTTL = "7d"\n', 'TTL', '"7d"'],
    ['dotenv', '.env', 'TTL=7d', 'TTL', '7d'],
    ['Dockerfile', 'api.Dockerfile', 'ENV TTL=7d', 'TTL', '7d'],
  ])('%s', async (_, path, text, name, slice) => {
    const { env } = await configFacts(text, path);
    expect(env.map(({ path: key, value }) => [key, value])).toEqual([[[name], '7d']]);
    expect(env.map(({ start, end }) => text.slice(start, end))).toEqual([slice]);
  });

  it('takes no other map for environment', async () => {
    expect((await configFacts('kind: Deployment\ndata:\n  TTL: 7d\n', 'x.yaml')).env).toEqual([]);
    expect((await configFacts('labels:\n  TTL: 7d\n', 'x.yaml')).env).toEqual([]);
  });
});

describe('references', () => {
  it.each([
    ['x.yaml', `a: ${hole('TTL')}`],
    ['x.yaml', `a: "${hole('TTL:-7d')}"`],
    ['x.yaml', 'a: !Ref Ttl'],
    ['x.yaml', 'a: !Sub "$x"'],
    ['x.yaml', 'a: {{ .Values.ttl }}'],
    ['x.yaml', 'a: $(TTL)'],
    ['x.yaml', 'a: vault:secret/data/x#ttl'],
    ['x.json', '{"a": "%TTL%"}'],
    ['x.json', '{"a": "<%= ttl %>"}'],
    ['x.toml', 'a = "env(TTL)"'],
    ['.env', 'A=$TTL'],
    ['.env', 'A=op://vault/item/field'],
    ['.env', 'A=ssm:/app/ttl'],
    ['x.ini', '[a]\na = $__file{/run/secrets/x}'],
    ['x.properties', `a=${hole('TTL:7d')}`],
    ['Dockerfile', 'ARG A=$TTL'],
    ['main.tf', 'a = var.ttl'],
    ['main.tf', `a = "${hole('var.ttl')}s"`],
    ['main.tf', 'a = coalesce(var.ttl, 60)'],
    ['main.tf', `a = "${hole('lookup(var.x, "k")')}"`],
  ])('%s: %s', async (path, text) => {
    expect((await configFacts(text, path)).entries.map(({ reference }) => reference)).toEqual([true]);
  });

  it.each([
    ['x.yaml', 'a: 7d'],
    ['x.yaml', 'a: !!str 7'],
    ['.env', "A='$TTL'"],
    ['.env', 'A=pa$$word'],
    ['x.json', '{"a": "100%"}'],
  ])('%s: %s is none', async (path, text) => {
    expect((await configFacts(text, path)).entries.map(({ reference }) => reference)).toEqual([false]);
  });
});

describe('text within text', () => {
  it('reads JSON in a value, at the place of the value', async () => {
    const text = `H='{"type":"HS256","key":"k"}'`;
    const { entries } = await configFacts(text, '.env');
    expect(short(entries).slice(1)).toEqual([
      ['H.type', 'HS256'],
      ['H.key', 'k'],
    ]);
    expect(slices(text, entries)[1]).toEqual(['H', text.slice(2)]);
  });

  it('reads the files of a ConfigMap', async () => {
    const text =
      'kind: ConfigMap\ndata:\n  application.yml: |\n    jwt:\n      ttl: 5\n  realm.json: \'{"a": 1}\'\n';
    expect(short((await configFacts(text, 'cm.yaml')).entries)).toEqual([
      ['kind', 'ConfigMap'],
      ['data.application.yml', 'jwt:\n  ttl: 5\n'],
      ['data.realm.json', '{"a": 1}'],
      ['data.application.yml.jwt.ttl', 5],
      ['data.realm.json.a', 1],
    ]);
  });

  it('reads the dotenv value of a compose item as JSON, too', async () => {
    const text = `services:\n  g:\n    environment:\n      H: '{"key":"k"}'\n`;
    expect(short((await configFacts(text, 'compose.yml')).entries).at(-1)).toEqual([
      'services.g.environment.H.key',
      'k',
    ]);
  });
});

describe('what is not read', () => {
  it.each([
    'package-lock.json',
    'web/yarn.lock',
    'pnpm-lock.yaml',
    'Cargo.lock',
    'poetry.lock',
    'composer.lock',
    'uv.lock',
    'flake.lock',
    '.terraform.lock.hcl',
    'main.go',
    'README.md',
  ])('%s', async (path) => {
    expect(await configFacts('{"a": 1}', path)).toEqual({ entries: [], env: [], broken: false });
  });
});
