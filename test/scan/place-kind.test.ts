import { describe, expect, it } from 'vitest';
import { placeKindAt } from '../../src/scan/place-kind.ts';
import { SourceFile } from '../../src/scan/source-file.ts';

const kindOf = (text: string, path = 'notes.txt', member?: string) => {
  const blob = {
    path,
    ...(member !== undefined && { member }),
    bytes: Buffer.from(text),
    origin: 'file' as const,
  };
  return placeKindAt(new SourceFile(blob, text, false), text.indexOf('KEY'));
};

describe('the kind of a place', () => {
  it.each([
    '2026-01-02T03:04:05.678Z INFO sent Authorization: Bearer KEY',
    '2026-01-02 03:04:05,678 [main] DEBUG c.e.Client - header KEY',
    '2026/01/02 03:04:05 [error] 12#0: *1 upstream KEY',
    '[INFO] 2026-01-02 03:04:05 curl -H "Authorization: KEY"',
    '127.0.0.1 - - [02/Jan/2026:03:04:05 +0000] "GET /v1?api_key=KEY HTTP/1.1" 200 12',
    'Jan  2 03:04:05 host app[12]: API_KEY=KEY',
    '<34>Jan 12 03:04:05 host su: KEY',
    '{"level":"info","time":1767322445,"msg":"KEY"}',
    '{"@timestamp":"2026-01-02T03:04:05Z","msg":"KEY","severity":"ERROR"}',
  ])('is a log for the line %s', (line) => expect(kindOf(`first\n${line}\nlast`)).toBe('log'));

  it.each([
    'Authorization: Bearer KEY',
    'curl -H "Authorization: KEY" https://api.example/v1',
    '| 2026-01-02 | KEY |',
    '2026-01-02 03:04:05,KEY,a,b',
    'GET /v1?api_key=KEY HTTP/1.1',
    '{"level":"info","msg":"KEY"}',
    'INFORMATION: the key is KEY',
    '# Changed 2026-01-02 03:04:05: KEY',
  ])('is ordinary for the line %s', (line) => expect(kindOf(`first\n${line}\nlast`)).toBeUndefined());

  it.each([
    ['a log by its name', 'server.log', undefined, 'log'],
    ['a rotated log', 'var/server.log.3', undefined, 'log'],
    ['a text in a folder of logs', 'logs/today.txt', undefined, 'log'],
    ['a packed log', 'server.log.gz', 'server.log', 'log'],
    ['a module that is about logs', 'src/log/index.ts', undefined, undefined],
    ['a file in an Android package', 'app.apk', 'assets/config.json', 'app'],
    ['a file in a package in a bundle', 'all.xapk', 'base.apk!/classes.dex', 'app'],
    ['a file of an unpacked iOS app', 'Payload/My.app/main.jsbundle', undefined, 'app'],
    ['a log inside an app', 'app.ipa', 'Payload/My.app/build.log', 'app'],
    ['a file in a library', 'lib.jar', 'application.yml', 'package'],
    ['a program', 'bin/tool.exe', undefined, 'package'],
    ['source code', 'src/a.ts', undefined, undefined],
  ])('is right for %s', (_, path, member, expected) => expect(kindOf('x KEY', path, member)).toBe(expected));

  it('is not told by log lines that stand in code', () =>
    expect(kindOf('2026-01-02T03:04:05Z INFO KEY', 'src/a.ts')).toBeUndefined());
});
