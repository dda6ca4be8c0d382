import { describe, expect, it } from 'vitest';
import { silenceOf } from '../../src/reports/silence.ts';
import { verifyFinding } from './sample.ts';

const silenced = (path: string): string =>
  silenceOf({ ...verifyFinding, ruleId: 'jwt/x', location: { ...verifyFinding.location, path } });

describe('silenceOf', () => {
  it.each([
    ['src/a.ts', '// auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['A.JAVA', '// auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['app.py', '# auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['.env', '# auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['deploy/.env.local', '# auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['env.ts', '// auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['Dockerfile', '# auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['Dockerfile.prod', '# auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['q.sql', '-- auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['php.ini', '; auth-advisor-ignore-next-line jwt/x -- <reason>'],
    ['a.css', '/* auth-advisor-ignore-next-line jwt/x -- <reason> */'],
    ['README.md', '<!-- auth-advisor-ignore-next-line jwt/x -- <reason> -->'],
  ])('uses the comments of %s', (path, expected) => {
    expect(silenced(path)).toBe(expected);
  });

  it.each(['package.json', 'server.pem', 'LICENSE', 'x.unknown', 'constructor', ''])(
    'names the configuration where there are no comments: "%s"',
    (path) => {
      expect(silenced(path)).toBe('suppress aa1:9c1f6e2b7d400000 in auth-advisor.yaml, with a reason');
    },
  );

  it('puts no comment into a key block or an archive', () => {
    const frame = [{ line: 1, text: '-----BEGIN ****' }];
    const inside = { ...verifyFinding.location, member: 'a.js' };
    expect(silenceOf({ ...verifyFinding, frame })).toMatch(/^suppress aa1:/);
    expect(silenceOf({ ...verifyFinding, location: inside })).toMatch(/^suppress aa1:/);
  });
});
