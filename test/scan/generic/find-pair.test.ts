import { describe, expect, it } from 'vitest';
import type { FileKind } from '../../../src/scan/generic/file-kind.ts';
import { fileKindOf } from '../../../src/scan/generic/file-kind.ts';
import { pairAt } from '../../../src/scan/generic/find-pair.ts';

const pairIn = (text: string, kind: FileKind) => pairAt(text, text.search(/pass|token/i), kind);

describe('a pair of name and value', () => {
  it.each<[string, FileKind, string]>([
    ['password = "VALUE"', 'code', 'assignment'],
    ["const passWord='VALUE';", 'code', 'assignment'],
    ['"password": "VALUE",', 'data', 'assignment'],
    ["'password' => 'VALUE'", 'code', 'assignment'],
    ["config['password'] = 'VALUE'", 'code', 'assignment'],
    ['val password: String = "VALUE"', 'code', 'assignment'],
    ['password = Some("VALUE")', 'code', 'assignment'],
    ['password := []byte("VALUE")', 'code', 'assignment'],
    ["pass = process.env.PW || 'VALUE'", 'code', 'assignment'],
    ['password = b"VALUE"', 'code', 'assignment'],
    ['{\\"password\\":\\"VALUE\\"}', 'code', 'assignment'],
    ['define("DB_PASSWORD", "VALUE");', 'code', 'argument'],
    ['source.setPassword("VALUE")', 'code', 'argument'],
    ["set :password, 'VALUE'", 'code', 'none'],
    ['if (password == "VALUE")', 'code', 'comparison'],
    ['<password>VALUE</password>', 'markup', 'element'],
    ['<Pass encoding="plain">VALUE</Pass>', 'markup', 'element'],
    ['<add key="password" value="VALUE"/>', 'markup', 'assignment'],
    ['- name: DB_PASSWORD\n  value: VALUE', 'settings', 'assignment'],
    ['{"key": "password", "value": "VALUE"}', 'data', 'assignment'],
    ['DB_PASSWORD=VALUE', 'settings', 'assignment'],
    ['password: VALUE # changed', 'settings', 'assignment'],
    ['run --password VALUE --verbose', 'shell', 'flag'],
    ['docker run -e DB_PASSWORD=VALUE -d db', 'shell', 'assignment'],
    ['"https://x/y?a=1&password=VALUE&b=2"', 'code', 'query'],
    ['"Server=db; Password=VALUE;Timeout=3"', 'code', 'connection'],
    ['# password = VALUE', 'code', 'assignment'],
  ])('is read from %j in %s', (text, kind, form) => {
    const pair = pairIn(text, kind);
    expect(pair && { value: pair.value, at: text.slice(pair.start, pair.end), form: pair.form }).toEqual(
      form === 'none' ? undefined : { value: 'VALUE', at: 'VALUE', form },
    );
  });

  it.each<[string, FileKind]>([
    ['the password of the user', 'prose'],
    ['return password;', 'code'],
    ['password = other', 'code'],
    ['password = read("x")', 'code'],
    ['password = "a" + b', 'code'],
    ['password = "%s" % x', 'code'],
    ['a ? password : "x"', 'code'],
    ["['password', 'token']", 'code'],
    ['password("a" + b)', 'code'],
    ['docker run -v $(PWDpass):/mnt', 'shell'],
    ['"password": true', 'data'],
  ])('is not read from %j', (text, kind) => {
    expect(pairIn(text, kind)?.quoted ?? false).toBe(false);
  });

  it.each([
    ['.env.production', 'settings'],
    ['config/app.yml.example', 'settings'],
    ['.npmrc', 'settings'],
    ['Dockerfile', 'settings'],
    ['run.sh', 'shell'],
    ['a/b.json', 'data'],
    ['pom.xml', 'markup'],
    ['README', 'prose'],
    ['notes.md', 'prose'],
    ['main.rs', 'code'],
  ])('is judged by the kind of %s: %s', (path, kind) => {
    expect(fileKindOf(path)).toBe(kind);
  });
});
