import type { Mechanism } from '../../core/recommendation.ts';

const names = {
  'api-key': 'API key',
  jwt: 'JWT',
  'oauth2-oidc': 'OAuth2 + OpenID Connect',
} as const satisfies Record<Mechanism, string>;

/** A mechanism by the name that people use. */
export const sayMechanism = (mechanism: Mechanism): string => names[mechanism];
