import { mask } from '../../core/mask.ts';
import { type Severity, shifted } from '../../core/severity.ts';
import type { Check } from '../../rules/rule-set.ts';
import type { Detection } from '../detection.ts';
import type { Role } from '../role.ts';
import type { SourceFile } from '../source-file.ts';
import { isInDocstring } from './docstring.ts';
import type { Evidence } from './judge-value.ts';
import { lineBefore } from './setting-at.ts';

/** A secret of no known format. */
export interface GenericSecret {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly evidence: Evidence;
  /** What it is, for the sentence: `Password`, `Password in an address`. */
  readonly what: string;
  /** The name that it is the value of. */
  readonly name?: string;
  /** Told by the shape of what is around it (1), or by its name alone (2). */
  readonly guess: 1 | 2;
}

/** The finding about a secret without a format; nothing of its value is shown, not even how it begins. */
export const genericDetection = (file: SourceFile, rule: Check, secret: GenericSecret): Detection => {
  const { start, end, evidence, name, guess } = secret;
  const role = roleAt(file, start);
  return {
    rule,
    start,
    end,
    message: `${secret.what} ${places[role]}${name === undefined ? '' : `, as the value of \`${name}\``}`,
    preview: mask(),
    secrets: [{ start, end, shown: mask() }],
    identity: secret.value,
    facts: name === undefined ? {} : { name },
    severity: severityOf(rule, role, secret),
    confidence: role === 'product' && evidence !== 'short' ? rule.confidence : 'low',
    guess,
  };
};

const places: Readonly<Record<Role, string>> = {
  product: 'in plain text',
  test: 'in plain text, in what looks like a test',
  docs: 'in plain text, in what looks like documentation or an example',
};

/** From this length on a random value in a test was copied from somewhere rather than typed. */
const copiedFrom = 20;

const severityOf = (rule: Check, role: Role, { evidence, value }: GenericSecret): Severity => {
  if (role === 'product') return evidence === 'short' ? shifted(rule.severity, 1) : rule.severity;
  return role === 'test' && evidence === 'random' && value.length >= copiedFrom
    ? shifted(rule.severity, 1)
    : 'low';
};

/** Documentation stands in code as well: in docstrings, in comments of interfaces, in sessions of an interpreter. */
const roleAt = (file: SourceFile, start: number): Role => {
  if (file.role !== 'product') return file.role;
  const isDocumentation =
    exampleFile.test(file.path) ||
    /^\s{0,80}(?:>>>|\.\.\. |\* )/.test(lineBefore(file.text, start)) ||
    isInDocstring(file, start);
  return isDocumentation ? 'docs' : 'product';
};

const exampleFile = /(?:^|[/._-])(?:examples?|samples?)(?:[._-][^/]*)?$|\.(?:template|tpl|dist)$/i;
