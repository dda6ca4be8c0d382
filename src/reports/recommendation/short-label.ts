/** Longer labels make a drawing hard to read. */
const longest = 68;

/**
 * Labels for a drawing: the first clause of each, unless two would become one.
 * @returns in the same order.
 */
export const shortLabels = (labels: readonly string[]): readonly string[] => {
  const short = labels.map((label) => clip(firstClause(label)));
  return short.map((label, i) =>
    short.indexOf(label) === short.lastIndexOf(label) ? label : (labels[i] ?? label),
  );
};

const firstClause = (label: string): string => label.split(/ - | \(|[,;:] /, 1)[0] ?? label;

const clip = (label: string): string => {
  if (label.length <= longest) return label;
  const end = label.lastIndexOf(' ', longest - 1);
  return `${label.slice(0, end > 0 ? end : longest - 1)}…`;
};
