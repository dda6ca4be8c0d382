import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SourceItem } from '../../src/core/blob.ts';
import { type DirectoryOptions, directorySource } from '../../src/sources/directory.ts';
import { collect, summary } from '../support/collect.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const optionsFor = (cwd: string, more: Partial<DirectoryOptions> = {}): DirectoryOptions => ({
  cwd,
  useIgnoreFiles: true,
  isExcluded: () => false,
  signal: new AbortController().signal,
  ...more,
});

const scan = async (cwd: string, paths: readonly string[] = ['.'], more: Partial<DirectoryOptions> = {}) =>
  summary(await collect(directorySource(paths, optionsFor(cwd, more))));

describe('directorySource', () => {
  it('yields files in code-unit order of their paths, folders in between', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'b.ts': '3', 'a/z.ts': '2', 'a.ts': '1', Z: '0', 'c/d/e': '4', é: '5' });
    expect(await scan(cwd)).toEqual(['Z: 0', 'a.ts: 1', 'a/z.ts: 2', 'b.ts: 3', 'c/d/e: 4', 'é: 5']);
  });

  it('names paths from the working directory, whatever the argument looks like', async () => {
    const outer = tempFolder();
    const cwd = join(outer, 'work');
    writeTree(outer, { 'work/a/x': '1', 'other/y': '2' });
    expect(await scan(cwd, ['./a/', '../other', join(outer, 'other/y')])).toEqual([
      'a/x: 1',
      '../other/y: 2',
    ]);
  });

  it('reads a file once when arguments overlap', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'a/x': '1' });
    expect(await scan(cwd, ['.', 'a', 'a/x'])).toEqual(['a/x: 1']);
  });

  it('yields empty files, and nothing for an empty folder', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { empty: '' });
    mkdirSync(join(cwd, 'none'));
    expect(await scan(cwd)).toEqual(['empty: ']);
  });

  it('reads a file whose name looks like an option', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { '-rf': '1', '--config=x': '2', '@list': '3', 'a\nb': '4', 'c:d%"\\': '5' });
    expect(await scan(cwd)).toEqual(['--config=x: 2', '-rf: 1', '@list: 3', 'a\nb: 4', 'c:d%"\\: 5']);
  });

  it('reads a file whose name is not UTF-8 and shows its bytes', async () => {
    const cwd = tempFolder();
    const folder = Buffer.concat([Buffer.from(`${cwd}/d`), Buffer.from([0xe9]), Buffer.from('é')]);
    mkdirSync(folder);
    writeFileSync(
      Buffer.concat([folder, Buffer.from('/f'), Buffer.from([0xff, 0xfe]), Buffer.from('.env')]),
      'A=1',
    );
    expect(await scan(cwd)).toEqual(['d\\xe9é/f\\xff\\xfe.env: A=1']);
  });

  it('skips what the configuration excludes, a folder as one', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'vendor/a': '1', 'vendor/b/c': '2', 'src/x.min.js': '3', 'src/y.js': '4' });
    const asked: string[] = [];
    const isExcluded = (path: string) => {
      asked.push(path);
      return path === 'vendor/' || path.endsWith('.min.js');
    };
    expect(await scan(cwd, ['.'], { isExcluded })).toEqual([
      'src/x.min.js - excluded',
      'src/y.js: 4',
      'vendor/ - excluded',
    ]);
    expect(asked).toEqual(['src/', 'src/x.min.js', 'src/y.js', 'vendor/']);
  });

  it('stops with `interrupted` when the signal is aborted midway', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { a: '1', b: '2' });
    const controller = new AbortController();
    const source = directorySource(['.'], optionsFor(cwd, { signal: controller.signal }));
    expect((await source.next()).done).toBe(false);
    controller.abort();
    await expect(source.next()).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('gives a turn of the event loop to a signal handler in a large tree', async () => {
    const cwd = tempFolder();
    writeTree(cwd, Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}`, ''])));
    const controller = new AbortController();
    setImmediate(() => setImmediate(() => controller.abort()));
    await expect(scan(cwd, ['.'], { signal: controller.signal })).rejects.toMatchObject({
      code: 'interrupted',
    });
  });
});

describe('a named path', () => {
  it.each([
    ['srcc', 'there is no file or folder srcc', 'Did you mean src?'],
    ['src/indx.ts', 'there is no file or folder src/indx.ts', 'Did you mean index.ts?'],
    ['quite/elsewhere', 'there is no file or folder quite/elsewhere', undefined],
    ['src/index.ts/x', 'there is no file or folder src/index.ts/x', undefined],
    ['a\u001b[2J', 'there is no file or folder a\\x1b[2J', undefined],
    ['', 'an empty path was given', 'Name a file or a folder, such as `.`.'],
  ])('%j does not exist', async (path, message, hint) => {
    const cwd = tempFolder();
    writeTree(cwd, { 'src/index.ts': '' });
    await expect(scan(cwd, [path])).rejects.toMatchObject({ code: 'usage', message, hint });
  });

  it('fails before anything is read when a later one does not exist', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { a: '1' });
    await expect(directorySource(['a', 'b'], optionsFor(cwd)).next()).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('that is a link is followed once, and links below it are not', async () => {
    const outer = tempFolder();
    writeTree(outer, { 'real/x': '1', 'work/y': '2', secret: 'no' });
    symlinkSync('../real', join(outer, 'work/link'));
    symlinkSync('../secret', join(outer, 'real/out'));
    expect(await scan(join(outer, 'work'), ['link'])).toEqual(['link/out - symlink', 'link/x: 1']);
  });

  it('that is a dangling link does not exist', async () => {
    const cwd = tempFolder();
    symlinkSync('gone', join(cwd, 'link'));
    await expect(scan(cwd, ['link'])).rejects.toMatchObject({ code: 'usage' });
  });

  it('that is a loop of links cannot be read', async () => {
    const cwd = tempFolder();
    symlinkSync('loop', join(cwd, 'loop'));
    await expect(scan(cwd, ['loop'])).rejects.toMatchObject({
      code: 'incomplete',
      message: 'cannot read loop (ELOOP)',
    });
  });

  it('that is a pipe is not opened', async () => {
    const cwd = tempFolder();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    expect(await scan(cwd, ['pipe'])).toEqual(['pipe - special']);
  });
});

describe('links and special files', () => {
  it('never follows a link, not to itself, to `..`, to a file outside', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'a/x': '1' });
    symlinkSync('self', join(cwd, 'self'));
    symlinkSync('..', join(cwd, 'a/up'));
    symlinkSync('/etc/passwd', join(cwd, 'passwd'));
    expect(await scan(cwd)).toEqual(['a/up - symlink', 'a/x: 1', 'passwd - symlink', 'self - symlink']);
  });

  it('reads a hard link, which is content', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { x: '1' });
    linkSync(join(cwd, 'x'), join(cwd, 'y'));
    expect(await scan(cwd)).toEqual(['x: 1', 'y: 1']);
  });

  it('does not wait for a pipe and does not open a socket or a device', async () => {
    const cwd = tempFolder();
    execFileSync('mkfifo', [join(cwd, 'pipe'), join(cwd, '.gitignore')]);
    const server = createServer().listen(join(cwd, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    writeTree(cwd, { x: '1' });
    expect(await scan(cwd)).toEqual(['.gitignore - special', 'pipe - special', 'socket - special', 'x: 1']);
  });

  it('reads /proc files, which say that they hold nothing', async () => {
    const items = await collect(directorySource(['/proc/self/status'], optionsFor('/')));
    expect(items).toMatchObject([{ kind: 'blob', blob: { path: 'proc/self/status' } }]);
    expect(summary(items)[0]).toContain('Name:');
  });
});

describe('a tree that changes while it is read', () => {
  // The walk lists a folder, then reads its entries one by one: what happens after the first item is a race won.
  const afterFirst = async (cwd: string, change: () => void): Promise<string[]> => {
    const items: SourceItem[] = [];
    for await (const item of directorySource(['.'], optionsFor(cwd))) {
      if (items.push(item) === 1) change();
    }
    return summary(items);
  };

  it('notes a file that vanished', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { a: '1', b: '2' });
    expect(await afterFirst(cwd, () => unlinkSync(join(cwd, 'b')))).toEqual(['a: 1', 'b - vanished']);
  });

  it('does not follow a link that took the place of a file', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { a: '1', b: '2' });
    const swap = () => {
      unlinkSync(join(cwd, 'b'));
      symlinkSync('/etc/passwd', join(cwd, 'b'));
    };
    expect(await afterFirst(cwd, swap)).toEqual(['a: 1', 'b - symlink']);
  });

  it('does not wait for a pipe that took the place of a file', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { a: '1', b: '2' });
    const swap = () => {
      unlinkSync(join(cwd, 'b'));
      execFileSync('mkfifo', [join(cwd, 'b')]);
    };
    expect(await afterFirst(cwd, swap)).toEqual(['a: 1', 'b - special']);
  });

  it('does not leave the tree through a link that took the place of a folder', async () => {
    const outer = tempFolder();
    writeTree(outer, { 'cwd/a': '1', 'cwd/d/x': '2', 'out/x': 'no' });
    const swap = () => {
      rmSync(join(outer, 'cwd/d'), { recursive: true });
      symlinkSync('../out', join(outer, 'cwd/d'));
    };
    expect(await afterFirst(join(outer, 'cwd'), swap)).toEqual(['a: 1', 'd/ - unreadable (ENOTDIR)']);
  });

  it('does not leave the tree through a link that took the place of a folder being read', async () => {
    const outer = tempFolder();
    writeTree(outer, { 'cwd/d/a': '1', 'cwd/d/x': '2', 'out/x': 'no' });
    const swap = () => {
      renameSync(join(outer, 'cwd/d'), join(outer, 'cwd/moved'));
      symlinkSync('../out', join(outer, 'cwd/d'));
    };
    const [, ...rest] = await afterFirst(join(outer, 'cwd'), swap);
    expect(rest).toEqual(['d/x - unreadable (moved during the scan)']);
  });

  it('counts a file that shrinks while it is read as unreadable, and still yields what was there', async () => {
    const cwd = tempFolder();
    const size = 20 * 1024 * 1024;
    writeTree(cwd, { big: Buffer.alloc(size, 'a') });
    const items: SourceItem[] = [];
    for await (const item of directorySource(['.'], optionsFor(cwd))) {
      if (items.push(item) === 1) truncateSync(join(cwd, 'big'), 10 * 1024 * 1024);
    }
    expect(items.at(-1)).toEqual({
      kind: 'skip',
      skip: { path: 'big', why: 'unreadable', detail: 'shrank while it was read' },
    });
  });

  it('leaves alone what is appended while it is read', async () => {
    const cwd = tempFolder();
    const size = 10 * 1024 * 1024;
    writeTree(cwd, { log: Buffer.alloc(size, 'a') });
    let owned = 0;
    for await (const item of directorySource(['.'], optionsFor(cwd))) {
      writeFileSync(join(cwd, 'log'), 'more', { flag: 'a' });
      if (item.kind === 'blob') owned += item.blob.part?.ownedBytes ?? 0;
    }
    expect(owned).toBe(size);
  });
});

describe('what cannot be read', () => {
  const isRoot = process.getuid?.() === 0;

  it.skipIf(isRoot)('is counted as unreadable', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { a: '1', 'd/x': '2' });
    chmodSync(join(cwd, 'a'), 0);
    chmodSync(join(cwd, 'd'), 0);
    onTestFinished(() => chmodSync(join(cwd, 'd'), 0o700));
    expect(await scan(cwd)).toEqual(['a - unreadable (EACCES)', 'd/ - unreadable (EACCES)']);
  });

  it('is counted when the disk fails', async () => {
    const lines = await scan('/', ['/proc/self/mem']);
    expect(lines).toEqual(['proc/self/mem - unreadable (EIO)']);
  });

  it('is counted where a tree is deeper than the longest path', async () => {
    const cwd = tempFolder();
    onTestFinished(() => void execFileSync('rm', ['-rf', cwd]));
    const made = execFileSync('sh', [
      '-c',
      `cd '${cwd}' && for i in $(seq 1 60); do n=$(printf '%0100d' $i) && mkdir $n && cd -P ./$n || exit 1; done; echo 1 > x`,
    ]);
    expect(made.toString()).toBe('');
    const items = await scan(cwd);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatch(/ - unreadable \(ENAMETOOLONG\)$/);
  });

  it('includes a sparse file of a terabyte', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { sparse: '' });
    truncateSync(join(cwd, 'sparse'), 2 ** 40);
    expect(await scan(cwd)).toEqual(['sparse - limit (a sparse file of more than 1 GiB)']);
  });
});

describe('.git', () => {
  it('is not content, nor is that of a nested repository', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { '.git/HEAD': 'ref', '.git/config': 'x', 'sub/.git/HEAD': 'ref', 'sub/x': '1' });
    expect(await scan(cwd)).toEqual(['.git/ - nested', 'sub/.git/ - nested', 'sub/x: 1']);
  });

  it('is content when it is a file, or a folder that is no repository', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'a/.git': 'gitdir: x', 'b/.git/notes': '1' });
    expect(await scan(cwd)).toEqual(['a/.git: gitdir: x', 'b/.git/notes: 1']);
  });

  it('is read when it is named', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { '.git/HEAD': 'ref', '.git/config': '[core]' });
    expect(await scan(cwd, ['.git/config'])).toEqual(['.git/config: [core]']);
  });
});

describe('ignore files', () => {
  const repository = () => {
    const cwd = tempFolder();
    writeTree(cwd, {
      '.git/HEAD': 'ref',
      '.git/info/exclude': '*.local\n',
      '.gitignore': '.env\nnode_modules/\n*.log\n',
      '.env': 'A=1',
      'x.local': '1',
      'a/keep.log': '2',
      'a/.gitignore': '!keep.log\n',
      'a/b.log': '3',
      'node_modules/m/.gitignore': 'out\n',
      'node_modules/m/i.js': '4',
      'node_modules/m/out': '5',
      'node_modules/m/x.log': '6',
    });
    return cwd;
  };
  const content = async (cwd: string, paths: readonly string[], more: Partial<DirectoryOptions> = {}) =>
    (await scan(cwd, paths, more)).filter((line) => !line.includes('.git'));

  it('hide files and folders; an inner file brings back what an outer one hides', async () => {
    expect(await content(repository(), ['.'])).toEqual([
      '.env - ignored',
      'a/b.log - ignored',
      'a/keep.log: 2',
      'node_modules/ - ignored',
      'x.local - ignored',
    ]);
  });

  it('hide nothing that is named', async () => {
    const cwd = repository();
    expect(await content(cwd, ['.env'])).toEqual(['.env: A=1']);
    expect(await content(cwd, ['node_modules/m'])).toEqual([
      'node_modules/m/i.js: 4',
      'node_modules/m/out - ignored',
      'node_modules/m/x.log: 6',
    ]);
    expect(await content(cwd, ['.', '.env'])).toContain('.env: A=1');
  });

  it('above a named folder hold in it', async () => {
    expect(await content(repository(), ['a'])).toEqual(['a/b.log - ignored', 'a/keep.log: 2']);
  });

  it('hide nothing with useIgnoreFiles off', async () => {
    const lines = await content(repository(), ['.'], { useIgnoreFiles: false });
    expect(lines.filter((line) => line.endsWith('ignored'))).toEqual([]);
    expect(lines).toContain('node_modules/m/out: 5');
  });

  it('that are links or folders are not used', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { rules: 'x\n', x: '1', 'd/.gitignore/x': '2' });
    symlinkSync('rules', join(cwd, '.gitignore'));
    expect(await scan(cwd)).toEqual(['.gitignore - symlink', 'd/.gitignore/x: 2', 'rules: x\n', 'x: 1']);
  });

  it.each([
    [
      'of more than 1 MiB',
      'x\n'.repeat(600_000),
      '.gitignore - unreadable (over 1 MiB, its patterns were not used)',
    ],
    [
      'with a costly pattern',
      'x\na/**/b/**/c/**/d/**/e\n',
      '.gitignore - limit (a pattern with too many **, none of the file was used)',
    ],
  ])('%s are not used, and say so', async (_, text, line) => {
    const cwd = tempFolder();
    writeTree(cwd, { '.gitignore': text, x: '1' });
    const lines = await scan(cwd);
    expect(lines).toContain(line);
    expect(lines).toContain('x: 1');
  });

  it('above a named folder that are not used say so, too', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { '.git/HEAD': 'ref', '.gitignore': 'x\n'.repeat(600_000), 'd/x': '1' });
    expect(await scan(join(cwd, 'd'))).toEqual([
      '../.gitignore - unreadable (over 1 MiB, its patterns were not used)',
      'x: 1',
    ]);
  });
});

describe('archives', () => {
  it('give one skip and no blob', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'src/x': '1' });
    execFileSync('tar', ['-cf', join(cwd, 'a.tar'), '-C', cwd, 'src']);
    execFileSync('tar', ['-czf', join(cwd, 'b.tgz'), '-C', cwd, 'src']);
    expect(await scan(cwd)).toEqual(['a.tar - archive (tar)', 'b.tgz - archive (gzip)', 'src/x: 1']);
  });
});

it('covers each entry of this repository exactly once', async () => {
  const cwd = join(import.meta.dirname, '../../src');
  const walked = (await collect(directorySource(['.'], optionsFor(cwd)))).map((item) =>
    item.kind === 'blob' ? item.blob.path : item.skip.path,
  );
  const listed = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((dirent) => dirent.isFile())
    .map((dirent) => relative(cwd, join(dirent.parentPath, dirent.name)));
  expect(walked).toEqual(listed.sort());
});
