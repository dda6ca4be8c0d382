import type { FoundToken } from './find-tokens.ts';

/** Whether a token is one of those that documentation shows to everybody; it opens nothing. */
export const isKnownSample = ({ payload }: FoundToken): boolean =>
  // The debugger's sample, in all its variants.
  (payload.sub === '1234567890' && /^(?:John|Jane) (?:Doe|Smith)$/.test(String(payload.name))) ||
  // RFC 7515 appendix A.1 and RFC 7519 section 3.1.
  (payload.iss === 'joe' && payload.exp === 1_300_819_380) ||
  // The manual of PyJWT, which is part of every installation.
  (payload.some === 'payload' && Object.keys(payload).length === 1) ||
  // The keys of a local Supabase, the same on every machine.
  payload.iss === 'supabase-demo';

/**
 * Who may know a token that is public by design.
 * @returns a clause, or undefined for an ordinary token.
 */
export const publishedAs = ({ payload }: FoundToken): string | undefined =>
  payload.role === 'anon' && (payload.iss === 'supabase' || payload.ref !== undefined)
    ? 'is the anonymous key of a Supabase project, which every page shows; row level security must guard the data'
    : undefined;
