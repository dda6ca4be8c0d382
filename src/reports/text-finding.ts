import { escapeLineStart, escapeText } from '../core/escape.ts';
import type { TriagedFinding } from '../core/finding.ts';
import { shownPlace } from '../core/location.ts';
import type { Look } from './format.ts';
import { drawFrame } from './frame.ts';
import type { Paint } from './paint.ts';
import { silenceOf } from './silence.ts';
import { usableWidth, wrap } from './wrap.ts';

/** `path:line:col  severity  rule-id  title`: one line, whatever the terminal's width, so that editors can link it. */
export const headLine = (finding: TriagedFinding, paint: Paint): string => {
  const { severity, confidence, status, reason } = finding;
  const notes = [
    confidence === 'high' ? [] : `${confidence} confidence`,
    status === 'new' ? [] : reason ? `${status}: ${reason}` : status,
  ].flat();
  const note = notes.length > 0 ? `  ${paint.dim(`(${escapeText(notes.join('; '))})`)}` : '';
  const [rule, title] = [escapeText(finding.ruleId), escapeText(finding.title)];
  return `${paint.strong(placeOf(finding))}  ${paint.severity(severity)}  ${rule}  ${title}${note}`;
};

/** Everything that a person needs to judge and mend one finding, as lines. */
export const findingLines = (finding: TriagedFinding, look: Look, paint: Paint): string[] => {
  const width = usableWidth(look.columns);
  const labelled = (label: string, text: string): string[] => {
    const lines = wrap(`  ${label.padEnd(4)} `, text, width);
    return lines.map((line, i) =>
      i === 0 ? paint.dim(line.slice(0, labelWidth)) + line.slice(labelWidth) : line,
    );
  };
  return [
    headLine(finding, paint),
    ...(['', finding.title].includes(finding.message) ? [] : wrap('  ', finding.message, width)),
    ...frameLines(finding, look, width, paint),
    ...labelled('Why', finding.why),
    ...labelled('Fix', finding.fix),
    ...(look.verbose ? labelled('See', finding.references.join('\n')) : []),
    ...labelled('More', `auth-advisor explain ${finding.ruleId}`),
    ...silenceLines(finding, width).map((line) => paint.dim(line)),
  ];
};

const labelWidth = 7;

const placeOf = ({ location }: TriagedFinding): string => {
  const { commit, line, column } = location;
  const at = commit === undefined ? '' : ` (commit ${commit.slice(0, 12)})`;
  return escapeLineStart(`${shownPlace(location)}:${line}:${column}${at}`);
};

const frameLines = (finding: TriagedFinding, look: Look, width: number, paint: Paint): string[] =>
  drawFrame(finding.frame, { width, ascii: look.ascii === true }).map(({ kind, gutter, text }) =>
    kind === 'caret' ? paint.dim(gutter) + paint.caret(text) : `${paint.dim(gutter)}${text}`.trimEnd(),
  );

const silenceLines = (finding: TriagedFinding, width: number): string[] => {
  const how = escapeText(`  Not a problem? ${silenceOf(finding)}`);
  const id = escapeText(`id ${finding.fingerprint}`);
  const oneLine = `${how}   ${id}`;
  // Kept whole, to be copied: a comment that breaks over two lines silences nothing.
  return [...oneLine].length <= width ? [oneLine] : [how, `  ${id}`];
};
