import type { TriagedFinding } from '../core/finding.ts';

type Comment = readonly [open: string, close: string];

const slashes: Comment = ['// ', ''];
const hash: Comment = ['# ', ''];
const dashes: Comment = ['-- ', ''];
const semicolon: Comment = ['; ', ''];
const block: Comment = ['/* ', ' */'];
const markup: Comment = ['<!-- ', ' -->'];

const comments: readonly (readonly [Comment, string])[] = [
  [
    slashes,
    'js mjs cjs jsx ts mts cts tsx java kt kts scala groovy gradle go rs c h cc cpp hpp cs swift m dart php sol proto jsonc json5 scss less',
  ],
  [
    hash,
    'py rb sh bash zsh fish pl r yaml yml toml tf tfvars hcl env properties conf cfg dockerfile makefile mk ps1 ex exs nix',
  ],
  [dashes, 'sql lua hs elm'],
  [semicolon, 'ini'],
  [block, 'css'],
  [markup, 'html htm xml xhtml svg vue svelte md mdx plist config csproj'],
];

const byExtension: ReadonlyMap<string, Comment> = new Map(
  comments.flatMap(([comment, names]) => names.split(' ').map((name) => [name, comment] as const)),
);

/**
 * How to say that a finding is none.
 * @returns the comment that silences it, in the syntax of its file; where a file has no comments, the place for it.
 */
export const silenceOf = ({ ruleId, fingerprint, location, frame }: TriagedFinding): string => {
  const comment = commentOf(location.member ?? location.path);
  // A line inside a multi-line value cannot be preceded by a comment: a PEM body would change.
  const isKeyBlock = frame.some(({ text }) => text.startsWith('-----BEGIN '));
  if (!comment || isKeyBlock || location.member !== undefined) {
    return `suppress ${fingerprint} in auth-advisor.yaml, with a reason`;
  }
  const [open, close] = comment;
  return `${open}auth-advisor-ignore-next-line ${ruleId} -- <reason>${close}`;
};

const commentOf = (path: string): Comment | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const extension = name.slice(name.lastIndexOf('.') + 1);
  // .env.local and Dockerfile.prod carry their kind in front.
  const kind = /^\.?(env|dockerfile|makefile)\./.exec(name)?.[1];
  return byExtension.get(extension) ?? byExtension.get(kind ?? '');
};
