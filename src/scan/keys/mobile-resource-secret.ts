import { escapeText } from '../../core/escape.ts';
import { mask } from '../../core/mask.ts';
import { shifted } from '../../core/severity.ts';
import type { Judge } from '../check.ts';
import { isPlaceholder } from './placeholder.ts';

/** A secret in a resource that is packed into a mobile application, where everybody who installs it can read it. */
export const judge: Judge = (file, rule) => {
  const form = file.isBinary ? undefined : forms.find(({ files }) => files.test(file.path));
  if (!form) return [];
  const text = withoutComments(file.text);
  return Array.from(text.matchAll(form.pattern)).flatMap((match) => {
    const [whole, name = '', value = ''] = match;
    const start = match.index + whole.lastIndexOf(value);
    if (!secretName.test(name) || harmless.test(name) || !looksReal(value)) return [];
    const shown = escapeText(name.slice(0, 60));
    return [
      {
        rule,
        start: match.index,
        end: match.index + whole.length,
        message: `\`${shown}\` is packed into the application: everybody who installs it can take the secret out and use it.`,
        preview: `${shown}: ${mask()}`,
        secrets: [{ start, end: start + value.length, shown: mask() }],
        identity: value,
        facts: { setting: shown },
        ...(file.role === 'product' ? {} : { severity: shifted(rule.severity, 1) }),
      },
    ];
  });
};

const withoutComments = (text: string): string => {
  const blank = (comment: string): string => comment.replace(/[^\n]/g, ' ');
  const [first = '', ...rest] = text.replace(/^[ \t]{0,80}\/\/.*$/gm, blank).split('<!--');
  return rest.reduce((done, piece) => {
    const end = piece.indexOf('-->');
    const at = end < 0 ? piece.length : end + 3;
    return `${done}    ${blank(piece.slice(0, at))}${piece.slice(at)}`;
  }, first);
};

interface Form {
  readonly files: RegExp;
  /** Group 1 is the name, group 2 the value. */
  readonly pattern: RegExp;
}

const forms: readonly Form[] = [
  {
    files:
      /(?:^|\/)res\/values[\w-]{0,20}\/[\w.-]{1,60}\.xml$|(?:^|\/)(?:strings|secrets|keys|config|api_keys)\.xml$/,
    pattern: /<string\s{1,8}name="([\w.]{2,80})"[^>]{0,80}>\s{0,8}([^<\s]{8,400})\s{0,8}<\/string>/g,
  },
  {
    files: /\.plist$/,
    pattern: /<key>([\w.-]{2,80})<\/key>\s{0,40}<string>\s{0,8}([^<\s]{8,400})\s{0,8}<\/string>/g,
  },
  {
    files: /\.gradle(?:\.kts)?$/,
    pattern:
      /(?:buildConfigField|resValue)\s{0,4}\(?\s{0,4}["'][Ss]tring["']\s{0,4},\s{0,4}["'](\w{2,80})["']\s{0,4},\s{0,4}["']\\?["']?([^"'\\\s$]{8,400})\\?["']?["']/g,
  },
  {
    files: /\.xcconfig$/,
    pattern: /^[ \t]{0,20}(\w{2,80})[ \t]{0,8}=[ \t]{0,8}([^\s$/]{8,400})[ \t]{0,8}$/gm,
  },
  {
    files: /(?:^|\/)AndroidManifest\.xml$/,
    pattern: /<meta-data\s{1,40}android:name="([\w.]{2,120})"\s{1,40}android:value="([^"@$\s]{8,400})"/g,
  },
];

const secretName =
  /secret|private_?key|(?:^|_|[a-z])(?:service_?role|server_?key|api_?secret|access_?key|client_?secret|signing_?key|password)|(?:stripe|openai|anthropic|twilio|sendgrid|aws)\w{0,20}key/i;
/** Texts that people read, and keys that are made to be shipped. */
const harmless =
  /publishable|public|hint|label|title|message|prompt|error|forgot|reset|enter|confirm|invalid|show|hide|maps|google_app_id|firebase|_id$|url$|placeholder|description|dialog/i;

const looksReal = (value: string): boolean =>
  !isPlaceholder(value) &&
  !/^[@$<{%]|^\$\(|[{}<>]|^[A-Za-z]{1,30}$|^[A-Z][A-Z_]{3,}$/.test(value) &&
  /[0-9]/.test(value);
