import picomatch from 'picomatch';

/**
 * A test for paths against globs as people write them in ignore lists: `dist/`, `*.snap`, `packages/one/fixtures`.
 * A glob without a slash matches at any depth; a folder covers what is in it. Each glob is compiled alone: picomatch
 * joins a list by OR, so one negation in it would match nearly everything.
 */
export const pathMatcher = (globs: readonly string[]): ((path: string) => boolean) => {
  const tests = globs.map((glob) => {
    const bare = glob.replace(/^\.\//, '').replace(/\/$/, '');
    const anywhere = bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`;
    return picomatch([anywhere, `${anywhere}/**`], { dot: true });
  });
  return (path) => tests.some((test) => test(path));
};
