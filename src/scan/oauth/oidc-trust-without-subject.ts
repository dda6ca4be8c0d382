import type { Judge } from '../check.ts';
import { report } from './report.ts';

/** A cloud role that lets in every workflow of a shared CI service, since its trust names no repository. */
export const judge: Judge = (file, rule) => {
  if (file.isBinary || !/\.(?:tf|json|ya?ml|ts|py|hcl)$/i.test(file.path)) return [];
  const text = file.text.replace(/^[ \t]{0,200}(?:#|\/\/).*$/gm, (line) => ' '.repeat(line.length));
  return [...openRoles(text), ...wildcards(text)].map((found) => report(file, rule, found));
};

const service = '(?:token\\.actions\\.githubusercontent\\.com|gitlab\\.com)';
const trusted = new RegExp(
  `(?:oidc-provider/|["'/])${service}|openid_connect_provider\\.\\w{0,40}(?:git|actions)\\w{0,40}`,
  'i',
);
const assume = /sts:AssumeRoleWithWebIdentity/g;

/** A statement that takes web identities of the service, with no condition on the subject near it. */
const openRoles = (text: string) =>
  Array.from(text.matchAll(assume)).flatMap((match) => {
    const around = statementAround(text, match.index);
    const trusts = trusted.test(around);
    const limits =
      /:(?:sub|repository|repository_id|job_workflow_ref|environment|project_path|namespace_path|ref|actor_id|repository_owner_id)\b/.test(
        around,
      );
    return trusts && !limits
      ? [
          {
            start: match.index,
            end: match.index + match[0].length,
            identity: ['oidc-trust-without-subject', 'none'],
            message:
              'Any repository of the CI service can take this role: the trust asks for no subject, and an attacker makes a repository of their own.',
          },
        ]
      : [];
  });

/** The block of HCL, the object of JSON or the item of YAML around a place: up to 1500 units each way, cut at the next statement. */
const statementAround = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - 1500), at);
  const after = text.slice(at, at + 1800);
  const from = Math.max(
    before.lastIndexOf('\nresource '),
    before.lastIndexOf('\ndata '),
    before.lastIndexOf('statement {'),
    before.lastIndexOf('AssumeRoleWithWebIdentity'),
  );
  const to = /\n(?:resource|data|output|module) |\n\s{0,20}statement \{|AssumeRoleWithWebIdentity/.exec(
    after.slice(10),
  );
  return before.slice(Math.max(0, from)) + (to ? after.slice(0, to.index + 10) : after);
};

// `repo:*`, `repo:*/*`: everybody's repositories. `repo:org/*` names an owner.
const subjectBefore = new RegExp(`${service}:sub["']?[^{}]{0,200}$`);
const wildcard = /["'](repo:\*(?:[:/][^"'\s]{0,80})?|project_path:\*[^"'\s]{0,80}|\*)["']/g;

const wildcards = (text: string) =>
  Array.from(text.matchAll(wildcard)).flatMap((match) => {
    const value = match[1] ?? '';
    const before = text.slice(Math.max(0, match.index - 240), match.index);
    const isSubject = subjectBefore.test(before);
    return isSubject
      ? [
          {
            start: match.index,
            end: match.index + match[0].length,
            identity: ['oidc-trust-without-subject', value],
            message: `Any repository of the CI service can take this role: the subject "${value}" fits everybody's.`,
          },
        ]
      : [];
  });
