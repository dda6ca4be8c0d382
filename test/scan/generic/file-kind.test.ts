import { describe, expect, it } from 'vitest';
import { fileKindOf, isTranslation } from '../../../src/scan/generic/file-kind.ts';

describe('isTranslation', () => {
  it.each([
    'inc/lang/pl/lang.php',
    'config/locales/de.yml',
    'src/i18n/fr.json',
    'languages/MessagesDe.php',
    'messages_it.properties',
    'po/sv.po',
  ])('takes %s for texts for people', (path) => {
    expect(isTranslation(path)).toBe(true);
  });

  it.each([
    'src/language.php',
    'config/messages.py',
    'app/locale.ts',
    'slang/a.json',
    '.env',
    'deploy/values.yaml',
  ])('takes %s for none', (path) => {
    expect(isTranslation(path)).toBe(false);
  });
});

describe('fileKindOf', () => {
  it.each([
    ['.env.production', 'settings'],
    ['config.yml.example', 'settings'],
    ['Makefile', 'shell'],
    ['a.json', 'data'],
    ['README.md', 'prose'],
    ['src/a.go', 'code'],
  ])('takes %s for %s', (path, kind) => {
    expect(fileKindOf(path)).toBe(kind);
  });
});
