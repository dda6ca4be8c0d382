import type { Judge } from '../check.ts';
import { report } from './report.ts';

/** A manifest that names a login library which its makers no longer maintain. */
export const judge: Judge = (file, rule) => {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const kind = manifests.find(({ files }) => files.test(name));
  if (!kind || file.isBinary) return [];
  return kind.libraries.flatMap(([library, instead]) => {
    const match = kind.mention(library).exec(file.text);
    return match
      ? [
          report(file, rule, {
            start: match.index + match[0].indexOf(library),
            end: match.index + match[0].indexOf(library) + library.length,
            identity: ['deprecated-library', library],
            facts: { library, instead },
            message: `${library} is no longer maintained: what is found in it from now on stays open.`,
            fix: `Move to ${instead}.`,
          }),
        ]
      : [];
  });
};

interface Manifest {
  readonly files: RegExp;
  readonly libraries: readonly (readonly [string, string])[];
  readonly mention: (library: string) => RegExp;
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const manifests: readonly Manifest[] = [
  {
    files: /^package\.json$/,
    mention: (library) => new RegExp(`"${quoted(library)}"\\s{0,4}:\\s{0,4}"`),
    libraries: [
      ['adal-node', '@azure/msal-node'],
      ['adal-angular', '@azure/msal-browser'],
      ['msal', '@azure/msal-browser'],
      ['passport-azure-ad', '@azure/msal-node, or a library that verifies tokens by JWKS'],
      ['oidc-client', 'oidc-client-ts'],
      ['jwt-simple', 'jose'],
      ['oauth2-server', '@node-oauth/oauth2-server'],
      ['node-oauth2-server', '@node-oauth/oauth2-server'],
    ],
  },
  {
    files:
      /^(?:requirements[\w.-]{0,40}\.(?:txt|in)|constraints[\w.-]{0,40}\.txt|pyproject\.toml|Pipfile|setup\.(?:py|cfg))$/i,
    mention: (library) =>
      new RegExp(
        `(?:^|["'\\s])${quoted(library)}(?=\\s{0,4}(?:[=<>~!;[",']|$))(?!\\s{0,4}=\\s{0,4}\\[)`,
        'im',
      ),
    libraries: [
      ['adal', 'msal'],
      ['oauth2client', 'google-auth and google-auth-oauthlib'],
      ['python-social-auth', 'social-auth-core with the package of your framework'],
      ['django-rest-auth', 'dj-rest-auth'],
      ['djangorestframework-jwt', 'djangorestframework-simplejwt'],
      ['Flask-JWT', 'Flask-JWT-Extended'],
      ['Flask-OAuthlib', 'Authlib'],
    ],
  },
  {
    files: /^go\.mod$/,
    mention: (library) => new RegExp(`(?:^|\\s)${quoted(library)}(?:/v\\d)?\\s{1,4}v\\d`, 'm'),
    libraries: [['github.com/dgrijalva/jwt-go', 'github.com/golang-jwt/jwt/v5']],
  },
  {
    files: /^(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/,
    mention: (library) => new RegExp(`(?<![\\w-])${quoted(library)}(?![\\w-])`),
    libraries: [
      [
        'org.springframework.security.oauth',
        'spring-boot-starter-oauth2-client, -resource-server and Spring Authorization Server',
      ],
      ['adal4j', 'msal4j'],
    ],
  },
  {
    files: /\.(?:cs|fs|vb)proj$|^(?:packages\.config|Directory\.Packages\.props)$/i,
    mention: (library) => new RegExp(`(?:Include|id)\\s{0,2}=\\s{0,2}"${quoted(library)}"`, 'i'),
    libraries: [
      ['IdentityServer4', 'Duende IdentityServer or OpenIddict'],
      ['Microsoft.IdentityModel.Clients.ActiveDirectory', 'Microsoft.Identity.Client (MSAL)'],
    ],
  },
];
