import { entropyOf } from '../keys/entropy.ts';
import type { GenericSecret } from './generic-detection.ts';
import { isMadeUp } from './made-up.ts';
import { wordShare } from './rarity.ts';

// Base32 in upper case, from 80 bits on, close behind the word on the same line.
const base32 =
  /(?:otp|authenticator)\b[^\r\n]{0,80}?(?<![A-Za-z0-9+/=_-])([A-Z2-7]{16,128})(?![A-Za-z0-9+/_-])/iy;

/** The seed of one-time codes that stands behind a word at an offset: `otpauth://totp/…?secret=…`, `TOTP.new('…')`. */
export const totpSecretAt = (text: string, at: number): GenericSecret | undefined => {
  const match = exec(base32, text, at) ?? exec(address, text, at);
  const value = match?.[1];
  if (!match || value === undefined || value !== value.toUpperCase()) return undefined;
  if (!/[2-7]/.test(value) || entropyOf(value) < 3 || wordShare(value) > 0.4 || isMadeUp(value, 'secret'))
    return undefined;
  const end = at + match[0].length;
  return {
    value,
    start: end - value.length,
    end,
    evidence: 'random',
    what: 'Seed of one-time codes',
    guess: 1,
  };
};

const address = /otpauth:\/\/[^\s"'<>]{1,300}?[?&]secret=([A-Z2-7]{16,128})/iy;

const exec = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};
