import type { Judge } from '../check.ts';
import { codeFile } from '../oauth/code-text.ts';
import { isDebug, loggedNames } from '../oauth/log-sinks.ts';
import { report } from '../oauth/report.ts';

/** An API key or another lasting secret that is written to a log. */
export const judge: Judge = async (file, rule) => {
  // Nearly every file logs; parsing those that name no key would be most of a scan.
  if (!/(?:api|secret|access|private|signing|service_?role)_?-?key/i.test(file.text)) return [];
  const source = await codeFile(file);
  if (!source) return [];
  return loggedNames(source).flatMap((one) => {
    const last =
      one.path
        .replace(/\[["'`]?([\w-]{1,60})["'`]?\]/g, '.$1')
        .split(/\??\./)
        .at(-1) ?? '';
    return keyName.test(last)
      ? [
          report(file, rule, {
            start: one.call.start,
            end: one.call.end,
            identity: ['api-key-in-log', last],
            facts: { name: last },
            message: `Writes ${JSON.stringify(last)} to the log: a key has no end of its own, so that every old log opens the door.`,
            ...(isDebug(one.sink) ? { severity: 'low' as const } : {}),
          }),
        ]
      : [];
  });
};

const keyName =
  /^(?:x-)?(?:\w{0,30}[_-])?(?:api_?-?key|apikey|secret_?key|access_?key|secret_?access_?key|private_?key|signing_?key|service_?role_?key)$|^[a-z]{1,20}(?:ApiKey|APIKey|SecretKey|AccessKey)$/i;
