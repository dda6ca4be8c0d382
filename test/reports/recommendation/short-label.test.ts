import { describe, expect, it } from 'vitest';
import { shortLabels } from '../../../src/reports/recommendation/short-label.ts';

describe('labels of a drawing', () => {
  it.each([
    [
      ['Yes - a known server', 'No - they come and go'],
      ['Yes', 'No'],
    ],
    [
      ['Not at all - the next call must fail', 'Until it expires, about an hour'],
      ['Not at all', 'Until it expires'],
    ],
    [['One lookup per call (or a cache)'], ['One lookup per call']],
    [
      ['Yes - here', 'Yes - there'],
      ['Yes - here', 'Yes - there'],
    ],
    [['plain'], ['plain']],
  ])('%j become %j', (labels, short) => {
    expect(shortLabels(labels)).toEqual(short);
  });

  it('are cut between words when one clause is long', () => {
    const [label = ''] = shortLabels([`${'word '.repeat(20)}end`]);
    expect(label).toMatch(/^(word ?){13}…$/);
  });
});
