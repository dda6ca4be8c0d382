import type { Judge } from '../check.ts';
import { report } from './report.ts';
import { searchable } from './search.ts';

/** A login page of a provider that is opened inside the application's own web view. */
export const judge: Judge = async (file, rule) => {
  const found = await searchable(file);
  if (!found || found.kind === 'config' || !isView.test(found.text)) return [];
  return Array.from(found.text.matchAll(open))
    .filter((match) => leadsToLogin(found.text, match[1] ?? match[2] ?? ''))
    .map((match) =>
      report(file, rule, {
        start: match.index,
        end: match.index + match[0].trimEnd().length,
        identity: ['embedded-webview'],
        message:
          'Opens the login page inside the application: the application, and anybody who has got into it, reads what is typed there, and the person cannot see whose page it is.',
      }),
    );
};

const isView =
  /android\.webkit|\bWebView\b|WKWebView|UIWebView|webview_flutter|react-native-webview|flutter_inappwebview|\bwebview\b/;
const open =
  /(?:\.loadUrl|\.load|loadRequest|LoadUrl|webview\.create_window|\.evaluate)\(\s{0,40}([^\n;]{3,240})|<WebView[^>]{0,200}?source=\{\{?\s{0,4}(?:uri:\s{0,4})?([^}\n]{3,240})\}/g;

const endpoint =
  /\/oauth2?\/(?:v\d(?:\.\d)?\/)?auth(?:ori[sz]e)?\b|\/authori[sz]e\b|response_type=|\/openid-connect\/auth\b|accounts\.google\.com|login\.microsoftonline\.com|appleid\.apple\.com\/auth|login\/oauth/i;
/** Names that leave no doubt: AUTH_URL, authorizeUrl, oauthUri. */
const requestName =
  /(?<![\w.])(?:\w{1,20}\.)?(?:\w{0,20}_)?(?:o?auth|authori[sz]e|authori[sz]ation)_?(?:url|uri|endpoint)\b/i;
const loginName =
  /\b\w{0,20}(?:auth(?:ori[sz]e|ori[sz]ation)?_?(?:url|uri|endpoint|request)|login_?ur[il]|oauth_?ur[il]|sso_?ur[il]|sign_?in_?ur[il])\b/i;

/** By its address, or by the name of what holds it when the file speaks of an authorization endpoint. */
const leadsToLogin = (text: string, argument: string): boolean => {
  if (endpoint.test(argument) || requestName.test(argument)) return true;
  if (!loginName.test(argument) && !isBoundToLogin(text, argument)) return false;
  return endpoint.test(text) || /client_?id/i.test(text);
};

const isBoundToLogin = (text: string, argument: string): boolean => {
  const name = /(?:URL\(string:\s{0,4}|Uri\.parse\(|URLRequest\(url:\s{0,4}|^)([a-z]\w{1,40})/i.exec(
    argument,
  )?.[1];
  if (!name) return false;
  const value = new RegExp(
    `(?<![\\w.])${name}\\s{0,4}(?::\\s{0,2}\\w{1,20}\\s{0,2})?=(?!=)\\s{0,40}([^\\n;]{3,400})`,
  ).exec(text)?.[1];
  return value !== undefined && endpoint.test(value);
};
