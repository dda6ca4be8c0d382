/** Whether a text is a JSON Web Token that can be decoded: the rules about tokens judge it, and know which are samples. */
export const isJsonWebToken = (text: string): boolean => {
  const [header = '', payload = '', signature] = text.split('.', 4);
  return header.startsWith('eyJ') && signature !== undefined && isObject(header) && isObject(payload);
};

const isObject = (base64: string): boolean => {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null;
  } catch {
    // Cut short or made up: no token.
    return false;
  }
};
