import type { Report } from '../core/report.ts';

/** How a report meets its reader. Formats for machines ignore it. */
export interface Look {
  readonly color: boolean;
  /** Width in characters; 0 where it is unknown. */
  readonly columns: number;
  /** Also what is usually left out: each skipped path, sources, what the baseline knows. */
  readonly verbose: boolean;
  /** One line for each finding, and whatever keeps the scan from being complete. */
  readonly quiet: boolean;
  /** No character outside ASCII of our own. */
  readonly ascii?: boolean;
}

/** One way of writing a report. */
export interface Format {
  /** Yields the report in pieces, so that a hundred thousand findings never make one string. */
  render(report: Report, look: Look): Iterable<string>;
}
