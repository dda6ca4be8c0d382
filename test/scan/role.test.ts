import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/scan/language.ts';
import { roleOf } from '../../src/scan/role.ts';

describe('roleOf', () => {
  it.each([
    ['src/auth.ts', 'product'],
    ['src/latest/auth.ts', 'product'],
    ['contest/auth.py', 'product'],
    ['src/attest.ts', 'product'],
    ['deploy/metadata.yaml', 'product'],
    ['test/auth.ts', 'test'],
    ['a/__tests__/auth.tsx', 'test'],
    ['src/auth.test.ts', 'test'],
    ['src/auth_test.go', 'test'],
    ['app/test_auth.py', 'test'],
    ['spec/models/user_spec.rb', 'test'],
    ['fixtures/realm.json', 'test'],
    ['plugins/auth/_test/django.php', 'test'],
    ['Acme.Orders.Tests/Token.cs', 'test'],
    ['Acme.IntegrationTests/Token.cs', 'test'],
    ['src/TokenServiceTests.cs', 'test'],
    ['src/main/TokenServiceTest.java', 'test'],
    ['src/Latest.cs', 'product'],
    ['_examples/app.go', 'docs'],
    ['README.md', 'docs'],
    ['docs/guide.txt', 'docs'],
    ['examples/app.js', 'docs'],
    ['pyjwt.dist-info/METADATA', 'docs'],
    ['notebook.ipynb', 'docs'],
  ])('takes %s for %s', (path, role) => {
    expect(roleOf(path)).toBe(role);
  });
});

describe('languageOf', () => {
  it.each([
    ['a.ts', 'typescript'],
    ['a.MTS', 'typescript'],
    ['a.jsx', 'javascript'],
    ['a.py', 'python'],
    ['a.go', 'go'],
    ['A.java', 'java'],
    ['A.cs', 'csharp'],
    ['a.d.ts', undefined],
    ['a.d.mts', undefined],
    ['a.txt', undefined],
    ['ts', undefined],
  ])('takes %s for %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});
