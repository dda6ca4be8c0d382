import { resolve } from 'node:path';
import { AdvisorError, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Recheck } from '../core/recorded-decision.ts';
import { isBreaking, recheck } from '../decide/recheck.ts';
import { renderRecheck } from '../reports/recommendation/recheck.ts';
import { findConfig, type LoadedConfig, loadConfig } from '../rules/config.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { dayOf, lookFor } from './look-for.ts';
import type { RecommendOptions } from './recommend.ts';
import { writeReport } from './write-report.ts';

/**
 * Makes every recorded decision again.
 * @returns 1 when an outcome, a must or a refusal changed, else 0.
 * @throws ConfigError for a file that does not validate, AdvisorError `incomplete` when nothing is recorded.
 */
export const recheckSurfaces = async (
  options: RecommendOptions,
  model: DecisionModel,
  io: Io,
): Promise<number> => {
  const { format } = options;
  if (format !== 'text' && format !== 'json') throw usageError('--recheck prints text or json');
  const { config, file } = await configOf(options.recheck, io);
  const recorded = Object.entries(config.surfaces ?? {});
  if (recorded.length === 0) {
    throw new AdvisorError(
      'incomplete',
      `no decision is recorded in ${file}`,
      'auth-advisor recommend --save --surface NAME records one.',
    );
  }
  const today = dayOf(io.now());
  const report: Recheck = {
    file,
    model: { version: model.version, sha256: model.sha256 },
    surfaces: recorded.map(([name, surface]) => recheck(model, name, surface, today)),
  };
  const look = lookFor(options, io);
  await writeReport([renderRecheck(report, format, look)], options.output, io);
  return report.surfaces.some(isBreaking) ? 1 : 0;
};

const configOf = async (given: string | true | undefined, io: Io): Promise<LoadedConfig> => {
  const file = typeof given === 'string' ? resolve(io.cwd, given) : findConfig(io.cwd);
  if (file === undefined)
    throw usageError(
      'there is no auth-advisor.yaml here to recheck',
      'auth-advisor recommend --save writes one.',
    );
  return loadConfig(file, io.cwd);
};
