/** What a bare word is in a file: text in settings, an expression in code, nothing in data where all text is quoted. */
export type FileKind = 'code' | 'settings' | 'shell' | 'data' | 'markup' | 'prose';

/** The kind of a file by its name. Template endings (`.example`, `.j2`) are looked through. */
export const fileKindOf = (path: string): FileKind => {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(templateEnding, '');
  const ending = /\.(\w{1,20})$/.exec(name)?.[1]?.toLowerCase();
  if (settingsName.test(name)) return 'settings';
  if (shellName.test(name)) return 'shell';
  return (ending === undefined ? undefined : kinds.get(ending)) ?? (ending === undefined ? 'prose' : 'code');
};

const templateEnding = /\.(?:example|sample|dist|template|tpl|tmpl|j2|bak|old|orig|default|local|ext|in)$/i;
const settingsName =
  /^\.?env(?:[.-]|$)|\.env$|rc$|^Dockerfile|\.dockerfile$|^(?:credentials|config|netrc)$|\.env\.\w+$/i;
const shellName = /^(?:Makefile|Procfile|Jenkinsfile|\.bash\w*|\.zsh\w*|\.profile)$/i;

const endings: Readonly<Record<Exclude<FileKind, 'code'>, string>> = {
  settings:
    'yml yaml properties ini cfg conf cnf config secrets service pgpass netrc envrc flaskenv cf neon prefs',
  shell: 'sh bash zsh fish bats ksh mk travis bat cmd',
  data: 'json jsonc json5 har tfstate ipynb lock webmanifest geojson ndjson jsonl',
  markup:
    'html htm xml plist resx xaml svg jsp xhtml xsd xsl csproj props storyboard xib eex heex erb ejs wsdl pom',
  prose: 'md mdx markdown rst txt adoc asciidoc org log cast tex pod text',
};

const kinds: ReadonlyMap<string, FileKind> = new Map(
  Object.entries(endings).flatMap(([kind, list]) =>
    list.split(' ').map((one) => [one, kind as FileKind] as const),
  ),
);

/** Texts for people, in many languages: `"ChangePassword": "Zmień hasło"` looks like a secret to whoever reads English only. */
export const isTranslation = (path: string): boolean => translationPath.test(path);

/** Whether a name beside a value says nothing here about the value. */
export const isMute = ({ isBinary, path }: { readonly isBinary: boolean; readonly path: string }): boolean =>
  isBinary || isTranslation(path);

const translationPath =
  /(?:^|\/)(?:langs?|languages?|locales?|i18n|l10n|translations?|nls)\/|(?:^|\/)messages?[._-]?\w{0,24}\.(?:php|properties|json|ya?ml)$|\.(?:po|pot|xliff|xlf|arb)$/i;
