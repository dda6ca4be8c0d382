/** A login provider, as far as its fixed addresses tell. Fragments of addresses, without the scheme. */
export interface Provider {
  readonly name: string;
  /** Issues ID tokens to ordinary web clients. */
  readonly openid: boolean;
  readonly hosts: readonly string[];
  /** Answer "whose access token is this?". */
  readonly userinfo: readonly string[];
}

export const providers: readonly Provider[] = [
  {
    name: 'Google',
    openid: true,
    hosts: ['accounts.google.com', 'oauth2.googleapis.com', 'www.googleapis.com/oauth2'],
    userinfo: [
      'googleapis.com/oauth2/v1/userinfo',
      'googleapis.com/oauth2/v2/userinfo',
      'googleapis.com/oauth2/v3/userinfo',
      'openidconnect.googleapis.com/v1/userinfo',
      'googleapis.com/userinfo/v2/me',
      'people.googleapis.com/v1/people/me',
      'googleapis.com/plus/v1/people/me',
    ],
  },
  {
    name: 'Microsoft',
    openid: true,
    hosts: ['login.microsoftonline.com', 'login.live.com'],
    userinfo: [
      'graph.microsoft.com/v1.0/me',
      'graph.microsoft.com/oidc/userinfo',
      'graph.microsoft.com/beta/me',
    ],
  },
  // Facebook speaks OIDC only to mobile clients ("limited login"), so the web flow counts as plain OAuth.
  {
    name: 'Facebook',
    openid: false,
    hosts: ['www.facebook.com/dialog', 'facebook.com/v'],
    userinfo: ['graph.facebook.com'],
  },
  { name: 'GitHub', openid: false, hosts: ['github.com/login/oauth'], userinfo: ['api.github.com/user'] },
  {
    name: 'Discord',
    openid: false,
    hosts: ['discord.com/oauth2', 'discord.com/api/oauth2'],
    userinfo: ['discord.com/api/users/@me', 'discordapp.com/api/users/@me'],
  },
  {
    name: 'X',
    openid: false,
    hosts: ['twitter.com/i/oauth2', 'x.com/i/oauth2'],
    userinfo: ['api.twitter.com/2/users/me', 'api.x.com/2/users/me'],
  },
  {
    name: 'GitLab',
    openid: true,
    hosts: ['gitlab.com/oauth'],
    userinfo: ['gitlab.com/oauth/userinfo', 'gitlab.com/api/v4/user'],
  },
  {
    name: 'LinkedIn',
    openid: true,
    hosts: ['www.linkedin.com/oauth'],
    userinfo: ['api.linkedin.com/v2/userinfo', 'api.linkedin.com/v2/me'],
  },
  {
    name: 'Slack',
    openid: true,
    hosts: ['slack.com/openid', 'slack.com/oauth'],
    userinfo: ['slack.com/api/openid.connect.userInfo', 'slack.com/api/users.identity'],
  },
  {
    name: 'Twitch',
    openid: true,
    hosts: ['id.twitch.tv/oauth2'],
    userinfo: ['id.twitch.tv/oauth2/userinfo', 'api.twitch.tv/helix/users'],
  },
  {
    name: 'Yahoo',
    openid: true,
    hosts: ['api.login.yahoo.com/oauth2'],
    userinfo: ['api.login.yahoo.com/openid/v1/userinfo'],
  },
  {
    name: 'Kakao',
    openid: true,
    hosts: ['kauth.kakao.com'],
    userinfo: ['kapi.kakao.com/v2/user/me', 'kapi.kakao.com/v1/oidc/userinfo'],
  },
  {
    name: 'Naver',
    openid: false,
    hosts: ['nid.naver.com/oauth2.0'],
    userinfo: ['openapi.naver.com/v1/nid/me'],
  },
  { name: 'Spotify', openid: false, hosts: ['accounts.spotify.com'], userinfo: ['api.spotify.com/v1/me'] },
  { name: 'Apple', openid: true, hosts: ['appleid.apple.com/auth'], userinfo: [] },
];

/** The provider whose userinfo address a text contains, or undefined. A longer path on the same host (`/user/repos`) is not it. */
export const userinfoProvider = (text: string): Provider | undefined =>
  providers.find(({ userinfo }) => userinfo.some((address) => endsThere(text, address)));

/** The provider that a text names by one of its addresses, or undefined. */
export const providerOf = (text: string): Provider | undefined =>
  providers.find(
    ({ hosts, userinfo }) =>
      hosts.some((host) => text.includes(host)) || userinfo.some((address) => text.includes(address)),
  );

const endsThere = (text: string, address: string): boolean => {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const rest = text.slice(at + address.length, at + address.length + 40);
    // Facebook's version stands between host and path: graph.facebook.com/v19.0/me.
    if (
      address === 'graph.facebook.com' ? /^(\/v\d{1,2}\.\d)?\/me(?![\w/])/.test(rest) : !/^[\w/-]/.test(rest)
    )
      return true;
  }
  return false;
};
