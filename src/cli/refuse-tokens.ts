import { usageError } from '../core/errors.ts';

/**
 * Refuses a command line with a JWT in it before anything can repeat it.
 * @param argv - without `node` and the script.
 * @throws AdvisorError `usage`, without the token.
 */
export const refuseTokens = (argv: readonly string[]): void => {
  if (argv.some(looksLikeToken))
    throw usageError(
      'there is a token on the command line, where every process can see it and the shell keeps it in its history',
      'Pipe it in: auth-advisor token < FILE. A token that was used here should be revoked.',
    );
};

/** A JSON object in base64url with a dot behind it, or three long parts: no name of a file looks like that. */
const looksLikeToken = (argument: string): boolean =>
  /(?<![\w-])(?:eyJ|eyA|ewo|ewk)[\w-]{8,8192}\./.test(argument) ||
  /^(?:bearer\s{1,8})?[\w-]{16,8192}\.[\w-]{16,131072}\.[\w-]{32,8192}$/i.test(argument);
