import { escapeText } from '../core/escape.ts';
import { mask } from '../core/mask.ts';
import { shifted } from '../core/severity.ts';
import type { Setting } from '../rules/rule-set.ts';
import type { ScanContext } from './check.ts';
import type { ConfigEntry, ConfigFacts } from './config/entry.ts';
import { defaultOf } from './config/reference.ts';
import type { Detection, Detector } from './detection.ts';
import { type CompiledSetting, compileSetting, entriesFor, foldKey } from './setting-keys.ts';
import { verdictOf } from './setting-verdict.ts';
import type { SourceFile } from './source-file.ts';

/** Finds what rules of kind `setting` speak of, in every configuration format. */
export const createSettingDetector = (rules: readonly Setting[], context: ScanContext): Detector => {
  const compiled = rules.map(compileSetting);
  const literals = compiled.flatMap((one) => one.literals);
  const owners = compiled.flatMap((one) => one.literals.map(() => one));
  return {
    literals,
    detect: async (file, hits) => {
      const named = new Set(hits.flatMap(({ literal }) => owners[literal] ?? []));
      const active = [...named].filter((one) => one.fitsPath(file.path) && one.fitsText(file.text));
      if (active.length === 0) return [];
      const facts = await file.config();
      return bestPerPlace(active, facts).flatMap(({ setting, entry }) =>
        judge(setting.rule, entry, facts, file, context),
      );
    },
  };
};

interface Candidate {
  readonly setting: CompiledSetting;
  readonly entry: ConfigEntry;
}

/**
 * One rule per value and kind of judgement: the one that knows most about the file. A product's own rule that finds
 * nothing wrong also keeps the general rule from guessing.
 */
const bestPerPlace = (active: readonly CompiledSetting[], facts: ConfigFacts): Candidate[] => {
  const best = new Map<string, Candidate>();
  for (const setting of active) {
    for (const entry of entriesFor(setting, facts)) {
      const { is } = setting.rule.judge;
      const subject = is === 'lifetime' || is === 'weak-secret' ? is : setting.rule.id;
      const place = `${subject}:${entry.start}:${entry.end}:${foldKey(entry.path.at(-1) ?? '')}`;
      const before = best.get(place);
      if (!before || before.setting.specificity < setting.specificity) best.set(place, { setting, entry });
    }
  }
  return [...best.values()];
};

const judge = (
  rule: Setting,
  entry: ConfigEntry,
  facts: ConfigFacts,
  file: SourceFile,
  context: ScanContext,
): Detection[] => {
  const role = file.role === 'product' && isSample(file.path) ? 'docs' : file.role;
  const steps = evidence[role];
  const isReal = role === 'product';
  const written = readable(entry);
  const verdict = written && verdictOf(rule, written.entry, facts, { policy: context.policy, isReal });
  if (!verdict) return [];
  const name = entry.path.filter((key) => !/^\d+$/.test(key)).join('.');
  const shownName = escapeText(name.length > mostShown ? `…${name.slice(-mostShown)}` : name);
  const secret = verdict.secret === true;
  return [
    {
      rule,
      // The value of an alias stands elsewhere than its key.
      start: entry.keyStart <= entry.start ? entry.keyStart : entry.start,
      end: entry.end,
      message: `\`${shownName}\`${written.isDefault ? ', when its variable is not set,' : ''} ${verdict.say}.`,
      preview: previewOf(rule, entry, secret),
      secrets: secret ? [{ start: entry.start, end: entry.end, shown: mask() }] : [],
      identity: secret ? `${name}=${entry.value}` : `${name}=${entry.value ?? entry.empty}`,
      facts: { setting: shownName, ...verdict.facts },
      severity: shifted(verdict.severity, steps),
      ...(verdict.uncertain || steps > 0 ? { confidence: 'low' } : {}),
    },
  ];
};

const mostShown = 80;

/** Shows a value only where it is what was judged; whatever else a setting holds may be nobody's business. */
const previewOf = (
  { judge: { is } }: Setting,
  { path, value, empty }: ConfigEntry,
  secret: boolean,
): string => {
  const key = escapeText((path.at(-1) ?? '').slice(0, mostShown));
  if (secret) return `${key}: ${mask()}`;
  if (is !== 'lifetime' && is !== 'bad-value') return key;
  const shown = empty === 'list' ? '[]' : empty === 'map' ? '{}' : String(value);
  return `${key}: ${escapeText(shown.slice(0, mostShown))}`;
};

/** What a test or an example says is run by nobody, or by whoever copies it. */
const evidence = { product: 0, docs: 1, test: 1 } as const;

const isSample = (path: string): boolean =>
  /[._-](?:example|sample|template|dist|tpl|defaults?)(?:\.\w{1,8})?$/i.test(path);

/** A reference has no value here; its default has. */
const readable = (entry: ConfigEntry): { entry: ConfigEntry; isDefault: boolean } | undefined => {
  if (!entry.reference) return { entry, isDefault: false };
  const value = typeof entry.value === 'string' ? defaultOf(entry.value) : undefined;
  return value === undefined
    ? { entry, isDefault: false }
    : { entry: { ...entry, value, reference: false }, isDefault: true };
};
