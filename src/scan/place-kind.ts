import type { PlaceKind } from '../rules/schema/places.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The kind of place where something stands.
 * @param start - UTF-16 offset in the text of the file.
 * @returns undefined for an ordinary file of a repository.
 */
export const placeKindAt = (file: SourceFile, start: number): PlaceKind | undefined => {
  if (inApp.test(file.shown)) return 'app';
  if (logPath.test(file.path) || (file.language === undefined && isLogLine(lineOf(file, start))))
    return 'log';
  return file.place.member === undefined && !program.test(file.path) ? undefined : 'package';
};

// Android, iOS, HarmonyOS and Windows; `Payload/X.app/` is an unpacked IPA.
const inApp = /\.(?:apk|apks|apkm|xapk|aab|ipa|hap|appx|msix)(?:$|!\/)|(?:^|\/)Payload\/[^/]{1,200}\.app\//i;

const program = /\.(?:exe|dll|so|dylib|dex|class|hbc|pyc|wasm)$/i;

const logPath =
  /\.log(?:\.\d{1,8})?$|(?:^|\/)logs?\/[^/]{1,200}\.(?:txt|out|err|jsonl?|ndjson)(?:\.\d{1,8})?$|(?:^|\/)nohup\.out$/i;

const most = 2000;

const lineOf = (file: SourceFile, start: number): string =>
  file.lineAt(file.lineIndexOf(start))?.text.slice(0, most) ?? '';

const isLogLine = (line: string): boolean => shapes.some((shape) => shape.test(line));

const level = '(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)';
const day = '\\d{4}[-/]\\d{2}[-/]\\d{2}';
const clock = '\\d{2}:\\d{2}:\\d{2}';

const shapes: readonly RegExp[] = [
  // `2026-01-02T03:04:05.678Z [worker] INFO `, `2026/01/02 03:04:05 [error] 12#0: `.
  new RegExp(`^[\\[(]?${day}[T ]${clock}\\S{0,16}.{0,80}?(?<![A-Za-z])${level}(?![A-Za-z])`, 'i'),
  // `INFO 2026-01-02 03:04:05`, `[INFO] 03:04:05`.
  new RegExp(`^[\\[(]?${level}[\\])]?[\\s:|-]{1,4}.{0,40}?${clock}`, 'i'),
  // Access logs: Apache, nginx and their kin.
  /"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [^"\s]{1,1800} HTTP\/\d(?:\.\d)?" \d{3}(?!\d)/,
  // Syslog: `Jan  2 03:04:05 host program[12]: `.
  new RegExp(
    `^(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d ${clock} \\S{1,100} [\\w./-]{1,60}(?:\\[\\d{1,8}\\])?: `,
  ),
  // One JSON object a line with a level and a time.
  /^\{(?=.{0,400}"(?:level|severity|lvl)"\s?:)(?=.{0,400}"(?:time|timestamp|ts|@timestamp)"\s?:)/,
];
