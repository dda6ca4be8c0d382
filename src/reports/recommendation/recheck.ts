import type { Change, Recheck, RecheckedSurface } from '../../core/recorded-decision.ts';
import { stringify } from '../stringify.ts';
import type { Outline, Point } from './outline.ts';
import { type RecommendationLook, renderText } from './text.ts';

/** What became of the recorded decisions. */
export const renderRecheck = (report: Recheck, format: 'text' | 'json', look: RecommendationLook): string =>
  format === 'json' ? `${stringify({ version: 1, ...report })}\n` : renderText(outlineOf(report), look);

const outlineOf = ({ file, model, surfaces }: Recheck): Outline => ({
  title: titleOf(surfaces),
  lead: [`Recorded in ${file}, made again with model ${model.version} (${model.sha256.slice(0, 12)}).`],
  sections: surfaces.map((surface) => ({
    title: `${surface.surface}: ${(surface.now ?? surface.recorded).headline}`,
    points: pointsOf(surface),
  })),
});

const titleOf = (surfaces: readonly RecheckedSurface[]): string => {
  const broken = surfaces.filter(({ changes }) => changes.some(({ breaking }) => breaking)).length;
  const decisions = surfaces.length === 1 ? '1 decision' : `${surfaces.length} decisions`;
  return broken === 0 ? `${decisions} checked: nothing to do` : `${decisions} checked: ${broken} to look at`;
};

const pointsOf = ({ changes, review, recorded }: RecheckedSurface): Point[] => [
  ...changes.map((change) => ({
    ...(change.breaking ? { mark: 'changed', alarm: true } : {}),
    text: sayChange(change),
    notes: [],
  })),
  ...(changes.length === 0 ? [{ text: `Nothing changed since ${recorded.date}.`, notes: [] }] : []),
  ...(review.due
    ? [
        {
          mark: 'review',
          text: `It was to be looked at again by ${review.date}. Do so, then save it again.`,
          notes: [],
        },
      ]
    : []),
];

const sayChange = ({ what, id, before, after }: Change): string => {
  const name = what === id ? what : `${what} ${id}`;
  if (what === 'answer' && after !== null && before === null) return `no answer to ${id}: it ${after}.`;
  if (what === 'answer') return `the answer ${id}=${before} is unknown to this model.`;
  if (what === 'warning' && after === 'refuse') return `${name}: refused, and not accepted.`;
  if (before === null) return `${name} is new: ${after}.`;
  if (after === null) return `${name} is gone; it was: ${before}.`;
  return `${name}: was ${before}, is ${after}.`;
};
