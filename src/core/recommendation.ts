import type { DecisionTree } from './decision-tree.ts';

export const mechanisms = ['api-key', 'jwt', 'oauth2-oidc'] as const;
export type Mechanism = (typeof mechanisms)[number];

export const outcomes = [...mechanisms, 'none'] as const;
export type Outcome = (typeof outcomes)[number];

/** What to do where none of the three mechanisms fits. */
export const insteads = ['server-session', 'anonymous', 'fix-credential-home'] as const;
export type Instead = (typeof insteads)[number];

export const fits = ['designed-for', 'with-companions', 'none-fits', 'refuse'] as const;
export type Fit = (typeof fits)[number];

export const levels = ['must', 'should', 'consider'] as const;
export type Level = (typeof levels)[number];

export const warningSeverities = ['refuse', 'warn', 'note'] as const;
export type WarningSeverity = (typeof warningSeverities)[number];

/** Grants and flows of OAuth2 that a decision may ask for. */
export const flows = [
  'authorization-code-pkce',
  'client-credentials',
  'device-code',
  'refresh-token',
  'token-exchange',
] as const;

/** Where a credential may be kept. */
export const secretSources = [
  'secrets-manager',
  'mounted-file',
  'environment',
  'secure-hardware',
  'os-keystore',
] as const;

/** Signatures of JWTs, by the names of RFC 7518 and RFC 8037. */
export const signatures = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'HS256',
  'HS384',
  'HS512',
] as const;

/** What a decision holds the code to, as data. */
export interface Requirements {
  /** Longest life per use of a token, in the notation `15m`. */
  readonly maxLifetime?: Readonly<Record<string, string | undefined>> | undefined;
  /** The signatures that are allowed. */
  readonly algorithms?: readonly (typeof signatures)[number][] | undefined;
  readonly flows?: readonly (typeof flows)[number][] | undefined;
  readonly secretSources?: readonly (typeof secretSources)[number][] | undefined;
  /** Longest life of a key. */
  readonly rotationDays?: number | undefined;
  readonly forbidden?: readonly Mechanism[] | undefined;
}

/** A claim of the essay. */
export interface Claim {
  readonly id: string;
  readonly text: string;
}

/** A clause of a standard or a guide. */
export interface Reference {
  readonly text: string;
  /** The short name of the document, with which `text` begins. */
  readonly source: string;
  readonly title: string;
  /** False: nobody compared the clause with the document; never print it as fact. */
  readonly checked: boolean;
  readonly note?: string;
}

/** A sentence with what it rests on. */
export interface Cited {
  readonly say: string;
  readonly essay: readonly Claim[];
  readonly references: readonly Reference[];
}

/** The first reason is the rule's own; the others are the answers that led to it. */
export interface Reason extends Cited {
  readonly fact: string | null;
  readonly value: string | null;
  /** The question behind an answer; null for the rule. */
  readonly ask: string | null;
}

export interface RecommendedCompanion extends Cited {
  readonly id: string;
  readonly level: Level;
  readonly requires?: Requirements;
  /** A better way, if it can be had. */
  readonly offer?: boolean;
}

export interface RecommendedWarning extends Cited {
  readonly id: string;
  readonly severity: WarningSeverity;
  /** Why it was accepted, in the words of who accepted it. */
  readonly accepted?: string;
}

export interface NamedCited extends Cited {
  readonly id: string;
}

export interface ChosenVerdict {
  readonly outcome: Outcome;
  readonly instead: Instead | null;
  readonly headline: string;
}

/** One answer that would certainly change the outcome. */
export interface Flip {
  readonly set: Readonly<Record<string, string>>;
  readonly ask: string;
  readonly label: string;
  /** What it may become; more than one where further questions would then be asked. */
  readonly to: readonly ChosenVerdict[];
}

/** An answer in words. */
export interface Answered {
  readonly value: string;
  readonly label: string;
}

/** An answer that nobody gave. */
export interface Assumed {
  readonly fact: string;
  readonly value: string;
  readonly ask: string;
  readonly label: string;
}

/** The answer to "how should callers of this surface authenticate?", with everything that it rests on. */
export interface Recommendation extends ChosenVerdict {
  readonly model: { readonly version: string; readonly sha256: string };
  readonly surface: string | null;
  /** As given, of the questions that were asked. */
  readonly answers: Readonly<Record<string, string>>;
  readonly assumed: readonly Assumed[];
  /** Answers to questions that do not arise here. */
  readonly unused: readonly string[];
  readonly nearest: Mechanism;
  readonly fit: Fit;
  readonly fitSays: string;
  readonly rule: string;
  /** True when the nearest of the three was asked for although none fits. */
  readonly forced: boolean;
  readonly because: readonly Reason[];
  readonly companions: readonly RecommendedCompanion[];
  readonly warnings: readonly RecommendedWarning[];
  readonly rejected: Readonly<Partial<Record<Mechanism, NamedCited>>>;
  readonly differences: readonly NamedCited[];
  /** All that the companions require, with the mechanisms that must not be used. */
  readonly requirements: Requirements;
  readonly flips: readonly Flip[];
  readonly tree: DecisionTree;
  /** Every reference above, once, in order of name. */
  readonly references: readonly Reference[];
  readonly next: readonly string[];
  /** Present when the answers were changed on trial. */
  readonly whatIf?: WhatIf;
}

export interface WhatIf {
  readonly set: Readonly<Record<string, string>>;
  /** What it was without the change; null where the answers did not suffice. */
  readonly before: ChosenVerdict | null;
  /** Where the change raises questions without an answer: what it may become. The rest is about the answers as given. */
  readonly open?: OpenTrial;
}

export interface OpenTrial {
  /** Questions that have no answer, with the values that they take. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
  readonly to: readonly ChosenVerdict[];
}
