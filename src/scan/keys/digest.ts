/**
 * Whether a stretch of the text is a digest or a part of one by what stands around it: the integrity of a package, the
 * commit of an action or a dependency, the name of a built file. Only for formats without a mark of their own.
 */
export const isDigest = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(start - reach, 0), start);
  return (
    labelled.test(before) || pinned.test(before) || inBase64.test(before) || isFileName(before, text, end)
  );
};

const reach = 110;

// `--hash=sha256:`, `"integrity": "`, `commit `, `gitHead: '`. An API hash is a secret.
const labelled =
  /(?:\bsha|sha-?\d{1,3}|md5|blake2b?|integrity|digest|checksum|(?<!api[_-]?)hash|etag|commit|revision|\brev|githead|fingerprint|thumbprint)["'\]]{0,2}\s{0,3}(?:=>|[:=-])?\s{0,3}["'`]?$/i;

// `pusher-1.0.0.tgz#`, `repository.git@`, `uses: owner/action@`.
const pinned = /(?:\.tgz#|\.git[#@]|uses:\s{1,3}["']?[\w.-]{1,60}\/[\w./-]{1,80}@)$/;

/** The rest of a longer base64 text, such as `sha512-…`. */
const inBase64 = /(?:sha\d{3}-[A-Za-z0-9+/]{0,96}|[A-Za-z0-9+/]{16}\+)$/;

const isFileName = (before: string, text: string, end: number): boolean =>
  /[/.-]$/.test(before) && /^\.[a-z][a-z0-9]{1,4}\b/.test(text.slice(end, end + 8));
