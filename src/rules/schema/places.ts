import * as v from 'valibot';

/** Kinds of place that call for more than taking a secret out of a file. */
export const placeKinds = ['log', 'app', 'package'] as const;
export type PlaceKind = (typeof placeKinds)[number];

const place = v.strictObject({
  fix: v.pipe(v.string(), v.minLength(40), v.description('Said after the advice of the rule.')),
});

export const places = v.strictObject(
  Object.fromEntries(placeKinds.map((kind) => [kind, place])) as Record<PlaceKind, typeof place>,
);
export type Places = v.InferOutput<typeof places>;
