import type { Receipt } from './report.ts';

/** What a repository may use to tell who calls, or what surrounds it. */
export const mechanismKinds = {
  'jwt-issue': 'Issues JWTs',
  'jwt-verify': 'Verifies JWTs',
  jwt: 'Uses JWTs',
  'oidc-login': 'Signs people in with OpenID Connect',
  'oauth-login': 'Signs people in with OAuth2',
  'oauth-client': 'Calls APIs with OAuth2',
  'oauth-machine': 'Gets tokens as a program (client credentials)',
  'authorization-server': 'Runs an authorization server',
  session: 'Keeps people signed in with sessions',
  'password-login': 'Checks passwords',
  'api-key-send': 'Sends API keys',
  'api-key-check': 'Checks API keys',
  'key-shipped': 'Builds a key into what it hands out',
  'cloud-key': 'Signs in to a cloud with a static key',
  'workload-identity': 'Proves the identity of a workload',
  mtls: 'Uses client certificates (mTLS)',
  'secret-store': 'Reads a secrets manager',
  'mobile-app': 'Is a mobile app',
  'browser-app': 'Is an app in the browser',
  agent: 'Serves AI agents (MCP)',
} as const satisfies Record<string, string>;

export type MechanismKind = keyof typeof mechanismKinds;

/** Whether a mechanism fits what it seems to be used for; `context` is no mechanism and shapes the choice of one. */
export const mechanismFits = ['fits', 'depends', 'misfit', 'cannot-tell', 'context'] as const;
export type MechanismFit = (typeof mechanismFits)[number];

/** `used`: code or configuration shows it. `declared`: only a dependency names it. */
export const certainties = ['used', 'declared'] as const;
export type Certainty = (typeof certainties)[number];

/** Where something shows. Line and column count from 1. */
export interface EvidencePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What stands there: the call, the word, the package. */
  readonly what: string;
}

/** What is thought of a mechanism, in the terms of the essay. */
export interface MechanismJudgement {
  readonly id: string;
  /** What it seems to be used for. */
  readonly seems: string;
  readonly fit: MechanismFit;
  readonly say: string;
  readonly essay: readonly string[];
}

/** One mechanism of one deployable. */
export interface Mechanism {
  readonly kind: MechanismKind;
  /** Library, product or provider. */
  readonly name: string;
  /** Folder of the nearest manifest of packages, `.` for the top. */
  readonly unit: string;
  readonly certainty: Certainty;
  /** The first few, in order of place. */
  readonly places: readonly EvidencePlace[];
  readonly count: number;
  readonly judgement: MechanismJudgement;
}

/** Something that shows in tests, documentation and examples alone. */
export interface AsideMechanism {
  readonly kind: MechanismKind;
  readonly name: string;
  readonly place: EvidencePlace;
}

/** The mechanisms of a tree. */
export interface Inventory {
  readonly mechanisms: readonly Mechanism[];
  readonly aside: readonly AsideMechanism[];
}

/** Everything that a format of the inventory needs. */
export interface InventoryReport extends Inventory {
  readonly version: string;
  readonly receipt: Receipt;
}

/** An answer that the evidence suggests. */
export interface Suggestion {
  readonly question: string;
  readonly answer: string;
  readonly because: string;
  /** The first few, in order of place. */
  readonly places: readonly EvidencePlace[];
}
