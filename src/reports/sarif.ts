import type { Location, Notification, Result, Run } from 'sarif';
import { skipClasses } from '../core/blob.ts';
import type { TriagedFinding } from '../core/finding.ts';
import type { Receipt, Report } from '../core/report.ts';
import { sayOf } from './coverage.ts';
import type { Format } from './format.ts';
import { publicReceipt } from './public-report.ts';
import { levelOf, sarifRule } from './sarif-rule.ts';
import { stringify } from './stringify.ts';

/** SARIF 2.1.0, with everything that GitHub code scanning asks for beyond the schema. */
export const sarif: Format = {
  *render(report) {
    const head = stringify({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [],
    });
    const run = stringify(runOf(report));
    yield `${head.slice(0, -2)}${run.slice(0, -1)},"results":[`;
    const indexes = new Map(report.rules.map(({ id }, index) => [id, index]));
    let separator = '\n';
    for (const finding of report.findings) {
      yield separator + stringify(resultOf(finding, indexes));
      separator = ',\n';
    }
    yield report.findings.length > 0 ? '\n]}]}\n' : ']}]}\n';
  },
};

/** The folder that paths are relative to. It has no URI here: where a machine keeps its work is nobody's business. */
const root = '%SRCROOT%';

const runOf = ({ version, rules, receipt }: Report): Omit<Run, 'results'> => ({
  tool: { driver: { name: 'auth-advisor', semanticVersion: version, rules: rules.map(sarifRule) } },
  automationDetails: { id: 'auth-advisor/' },
  columnKind: 'utf16CodeUnits',
  originalUriBaseIds: { [root]: { description: { text: 'The working directory of the scan.' } } },
  invocations: [
    {
      executionSuccessful: receipt.complete,
      toolExecutionNotifications: executionNotes(receipt),
      toolConfigurationNotifications: configurationNotes(receipt),
    },
  ],
  properties: { receipt: publicReceipt(receipt) },
});

const executionNotes = ({ skips, limits }: Receipt): Notification[] => [
  ...skips
    .filter(({ why }) => skipClasses[why].failed)
    .map(({ path, why, detail }): Notification => {
      const text = `${path}: ${sayOf(why, 1)}${detail === undefined ? '' : ` (${detail})`}`;
      return { level: 'error', message: { text: plain(text) }, locations: [placeOf(path)] };
    }),
  ...limits.map((text): Notification => ({ level: 'warning', message: { text: plain(text) } })),
];

const configurationNotes = ({ rules, config }: Receipt): Notification[] =>
  [
    ...rules.off.map((id) => `The rule ${id} is switched off.`),
    ...config.excluded.map((glob) => `Paths matching ${glob} are not read.`),
    ...(config.suppressed > 0 ? [`Findings that are suppressed: ${config.suppressed}.`] : []),
    ...config.stale,
  ].map((text) => ({ level: 'note', message: { text: plain(text) } }));

const resultOf = (finding: TriagedFinding, indexes: ReadonlyMap<string, number>): Result => {
  const ruleIndex = indexes.get(finding.ruleId);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levelOf(finding.severity),
    message: { text: plain(finding.message || finding.title) },
    locations: [locationOf(finding)],
    // Not primaryLocationLineHash: GitHub computes that itself and warns about each result where ours differs.
    partialFingerprints: { 'authAdvisor/v1': finding.fingerprint },
    ...suppressionOf(finding),
    properties: propertiesOf(finding),
  };
};

const propertiesOf = ({ severity, confidence, preview, facts, location, status }: TriagedFinding) => ({
  severity,
  confidence,
  preview,
  facts,
  status,
  ...(location.commit === undefined ? {} : { commit: location.commit }),
});

// GitHub ignores suppressions and would open an alert, so the command leaves suppressed findings out unless asked.
const suppressionOf = ({ status, reason }: TriagedFinding): Pick<Result, 'suppressions'> =>
  status === 'suppressed' ? { suppressions: [{ kind: 'external', justification: reason ?? '' }] } : {};

const locationOf = ({ location }: TriagedFinding): Location => {
  const { path, line, column, endLine, endColumn, member } = location;
  const physical = placeOf(path).physicalLocation;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  const inside =
    member === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: member, kind: 'member' }] };
  return { physicalLocation: { ...physical, region }, ...inside };
};

const placeOf = (path: string): Location => ({
  physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: root } },
});

const uriOf = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/');

/** SARIF reads `[text](target)` in a message as a link; one made by a file name must not become one. */
const plain = (text: string): string => text.replaceAll('](', '] (');
