import { escapeLineStart, escapeText } from '../../core/escape.ts';
import {
  type AsideMechanism,
  type InventoryReport,
  type Mechanism,
  type MechanismFit,
  mechanismKinds,
} from '../../core/inventory.ts';
import { coverageOf, many } from '../coverage.ts';
import { coverageLines, nothingRead } from '../coverage-lines.ts';
import type { Look } from '../format.ts';
import { type Paint, paintFor } from '../paint.ts';
import { usableWidth, wrap } from '../wrap.ts';

/** For people: what each deployable uses, where, and whether it fits; then what was covered. */
export const inventoryText = function* (report: InventoryReport, look: Look): Generator<string> {
  const paint = paintFor(look.color);
  const width = usableWidth(look.columns);
  const groups = grouped(report.mechanisms);
  const units = new Set(report.mechanisms.map(({ unit }) => unit));
  let unit = '';
  for (const group of groups) {
    const [{ unit: next }] = group;
    if (units.size > 1 && next !== unit) yield block([unitLine(next, paint)]);
    unit = next;
    yield block([...groupLines(group, width, paint), '']);
  }
  yield block(closingLines(report, look, width, paint));
};

const block = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

type Group = readonly [Mechanism, ...Mechanism[]];

/** Mechanisms of one kind with one judgement are said once. */
const grouped = (mechanisms: readonly Mechanism[]): Group[] => {
  const groups = new Map<string, [Mechanism, ...Mechanism[]]>();
  for (const one of mechanisms) {
    const key = [one.unit, one.kind, one.judgement.id].join('\n');
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
};

const unitLine = (unit: string, paint: Paint): string =>
  paint.strong(escapeLineStart(escapeText(unit === '.' ? 'Top folder' : `Folder ${unit}`)));

const groupLines = (group: Group, width: number, paint: Paint): string[] => {
  const [{ kind, judgement }] = group;
  const names = group.map(({ name, certainty }) =>
    certainty === 'used' || judgement.fit === 'context' ? name : `${name} (declared only)`,
  );
  const title = wrap('', `${mechanismKinds[kind]}: ${names.join(', ')}`, width);
  return [
    ...title.map((line) => paint.strong(line)),
    ...group.flatMap(placeLines),
    ...labelled('Seems', seemsOf(group), width, paint),
    ...fitLines(judgement, width, paint),
  ];
};

const seemsOf = (group: Group): string => {
  const [{ judgement }] = group;
  const isSure = judgement.fit === 'context' || group.some(({ certainty }) => certainty === 'used');
  return isSure ? judgement.seems : `${onlyDeclared} ${judgement.seems}`;
};
const onlyDeclared = 'Only a dependency names it, no use of it was found. If it is used:';

// One line each, whatever the width, so that editors can link it.
const placeLines = ({ places, count, name }: Mechanism): string[] => {
  const lines = places.map(({ path, line, column, what }) =>
    escapeLineStart(`  ${escapeText(path)}:${line}:${column}  ${escapeText(what)}`),
  );
  const left = count - places.length;
  return left === 0 ? lines : [...lines, `  and ${many(left, 'place')} more with ${escapeText(name)}`];
};

const fitWords: Readonly<Record<MechanismFit, string>> = {
  fits: 'Yes. ',
  depends: 'It depends. ',
  misfit: 'Probably not. ',
  'cannot-tell': 'Cannot be told. ',
  context: '',
};

const fitLines = ({ fit, say, essay }: Mechanism['judgement'], width: number, paint: Paint): string[] => {
  const claims = essay.length === 0 ? '' : ` (${essay.join(', ')})`;
  return labelled(fit === 'context' ? 'Note' : 'Fits', `${fitWords[fit]}${say}${claims}`, width, paint);
};

const labelled = (label: string, text: string, width: number, paint: Paint): string[] =>
  wrap(`  ${label.padEnd(labelWidth)} `, text, width).map((line, i) =>
    i === 0 ? paint.dim(line.slice(0, labelWidth + 3)) + line.slice(labelWidth + 3) : line,
  );
const labelWidth = 6;

const closingLines = (report: InventoryReport, look: Look, width: number, paint: Paint): string[] => {
  const parts = [
    asideLines(report.aside, look, width),
    ...coverageLines(report.receipt, look, paint),
    look.quiet ? [] : summaryLines(report, width),
  ].filter((lines) => lines.length > 0);
  return parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
};

const asideLines = (aside: readonly AsideMechanism[], { verbose }: Look, width: number): string[] => {
  if (aside.length === 0) return [];
  if (verbose) {
    return [
      'In tests, docs and examples alone, so not counted:',
      ...aside.map(({ kind, name, place: { path, line } }) =>
        escapeText(`  ${path}:${line}  ${mechanismKinds[kind]}: ${name}`),
      ),
    ];
  }
  const names = [...new Set(aside.map(({ name }) => name))].join(', ');
  return wrap('', `In tests, docs and examples alone, so not counted: ${names}.`, width);
};

const summaryLines = ({ mechanisms, receipt }: InventoryReport, width: number): string[] => {
  if (receipt.read.files === 0) return wrap('', nothingRead(receipt), width);
  const real = mechanisms.filter(({ judgement }) => judgement.fit !== 'context');
  if (real.length === 0) {
    const none = 'No sign of an authentication mechanism was found; that does not prove that there is none.';
    return wrap('', `${none} ${coverageOf(receipt)}`, width);
  }
  const misfits = real.filter(({ judgement }) => judgement.fit === 'misfit').length;
  const said = misfits === 0 ? '' : ` ${misfits} of them probably ${misfits === 1 ? 'does' : 'do'} not fit.`;
  return [
    ...wrap('', `${many(real.length, 'mechanism')}.${said} ${coverageOf(receipt)}`, width),
    ...wrap('', 'A recommendation from this evidence: auth-advisor recommend --from-repo', width),
  ];
};
