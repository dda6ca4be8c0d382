import type { Judge } from '../check.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { type Found, report } from './report.ts';

/** An option by which a login library joins accounts whose email addresses are the same, or different. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  return [...switches(source), ...steps(source)].map((found) => report(file, rule, found));
};

const message =
  'Joins accounts by what a provider says of an address: whoever gets a provider to report that of another person is signed in as them.';

// Auth.js, better-auth, django-allauth.
const option =
  /(?<![\w$])["']?(?:allowDangerousEmailAccountLinking|allowDifferentEmails|SOCIALACCOUNT_EMAIL_AUTHENTICATION|EMAIL_AUTHENTICATION)["']?\s{0,4}(?::|=(?!=))\s{0,4}(?:true|True)(?!\w)/g;

const switches = ({ code }: CodeFile): Found[] =>
  Array.from(code.matchAll(option), ({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
    message,
    identity: ['automatic-account-linking', text.replace(/\s/g, '')],
  }));

/** Python social-auth runs the steps that a list names. */
const steps = ({ facts }: CodeFile): Found[] =>
  (facts.language === 'python' ? facts.texts : [])
    .filter(
      (text) =>
        text.kind === 'literal' && text.value === 'social_core.pipeline.social_auth.associate_by_email',
    )
    .map(({ start, end }) => ({ start, end, message, identity: ['automatic-account-linking', 'step'] }));
