import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { directorySource } from '../../src/sources/directory.ts';
import { IgnoreRules } from '../../src/sources/ignore-rules.ts';
import { collect } from '../support/collect.ts';
import { GitRepo, gitEnv } from '../support/git-repo.ts';

// Patterns of many shapes, spread over the folders of one tree.
const ignoreFiles = {
  '.gitignore': [
    '# comment',
    '',
    '*.log',
    '!keep.log',
    '/top',
    'build/',
    'docs/*.txt',
    '**/cache',
    'a/**/z',
    'deep/**',
    '\\#hash',
    '\\!bang',
    'space\\ ',
    'trail  ',
    '*.[oa]',
    'q?x',
    'CASE',
    'x/y/',
    '!/a/b/build/',
    'node_modules',
    '/only-here/*',
    '!/only-here/kept',
    '[[:digit:]]*',
    'b[!a-c]d',
    '*~',
    'é*',
  ].join('\n'),
  'a/.gitignore': '!*.log\nkeep.log\n/own\nin/ner\r\n!build\n',
  'a/b/.gitignore': '*\n!.gitignore\n!sub/\n!*.md\n',
  'w [x]/.gitignore': '/own\nfile*\n',
  'deep/.gitignore': '!kept\n',
  'c/.gitignore': '\ufeffbom\n*.tmp\n!a.tmp\n',
};
const names = [
  'x.log',
  'keep.log',
  'top',
  'sub/top',
  'build/f',
  'a/build/f',
  'a/b/build/f',
  'c/build',
  'docs/a.txt',
  'docs/d/a.txt',
  'cache',
  'm/cache/f',
  'a/z',
  'a/m/z',
  'a/m/n/z',
  'z',
  'deep/f',
  'deep/kept',
  'deep/d/f',
  '#hash',
  '!bang',
  'space ',
  'space',
  'trail',
  'trail ',
  'lib.o',
  'lib.a',
  'lib.c',
  'qax',
  'qx',
  'CASE',
  'case',
  'x/y/f',
  'x/y2',
  'm/x/y/f',
  'node_modules/p/i.js',
  'a/node_modules/i.js',
  'only-here/f',
  'only-here/kept',
  'm/only-here/f',
  '1st',
  'first1',
  'bed',
  'bad',
  'back~',
  'été',
  'ete',
  'a/x.log',
  'a/keep.log',
  'a/own',
  'a/m/own',
  'a/in/ner',
  'a/m/in/ner',
  'a/b/f',
  'a/b/r.md',
  'a/b/sub/f',
  'a/b/sub/r.md',
  'w [x]/own',
  'w [x]/m/own',
  'w [x]/file1',
  'w [x]/other',
  'c/bom',
  'c/x.tmp',
  'c/a.tmp',
  'c/m/a.tmp',
  'plain',
  'm/plain',
];

describe('ignore files', () => {
  it('hide what git hides, path by path', async () => {
    const repo = new GitRepo();
    repo.write(Object.fromEntries(names.map((name) => [name, ''])));
    repo.write(ignoreFiles);
    expect(await readBySource(repo)).toEqual(readByGit(repo));
  });

  // What git would add, one by one, is what it does not ignore.
  const readByGit = (repo: GitRepo): string[] => {
    const options = { cwd: repo.folder, env: gitEnv() };
    return execFileSync('git', ['ls-files', '-o', '-z', '--exclude-standard'], options)
      .toString()
      .split('\0')
      .filter(Boolean)
      .sort();
  };

  const readBySource = async (repo: GitRepo): Promise<string[]> => {
    const options = {
      cwd: repo.folder,
      useIgnoreFiles: true,
      isExcluded: () => false,
      signal: new AbortController().signal,
    };
    const items = await collect(directorySource(['.'], options));
    return items.flatMap((item) => (item.kind === 'blob' ? [item.blob.path] : [])).sort();
  };

  it('have enough to compare', () => {
    expect(new Set(names).size).toBeGreaterThanOrEqual(40);
  });
});

describe('IgnoreRules', () => {
  it('without patterns ignore nothing', () => {
    expect(new IgnoreRules().isIgnored('a')).toBe(false);
    expect(new IgnoreRules().with('# only a comment\n\n', '')?.isIgnored('a')).toBe(false);
  });

  it('are refused when a pattern could take more than linear time', () => {
    expect(new IgnoreRules().with('a/**/b/**/c', '')).toBeDefined();
    expect(new IgnoreRules().with('a/**/b/**/c/**/d', '')).toBeUndefined();
    expect(new IgnoreRules().with('x'.repeat(5000), '')).toBeUndefined();
  });

  it('answer in an instant for many wildcards', () => {
    const rules = new IgnoreRules().with(`${'*a'.repeat(100)}*b`, '');
    expect(rules?.isIgnored('a'.repeat(255))).toBe(false);
  });
});
