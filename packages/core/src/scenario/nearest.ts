/**
 * Which known name somebody may have meant.
 *
 * @module
 */

/** The name nearest to `wrong`, or undefined where none is near enough to be a slip of the keyboard. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const asked = wrong.toLowerCase();
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const name of names) {
    const known = name.toLowerCase();
    // A name that holds what was typed is near, however much longer it is.
    const distance = asked.length > 2 && known.includes(asked) ? 1 : editDistance(asked, known);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return bestDistance <= Math.max(2, Math.floor(asked.length / 3)) ? best : undefined;
}

/** `did you mean 'x'?`, or else what there is. */
export function suggestion(wrong: string, names: Iterable<string>): string {
  const known = [...names];
  const near = nearest(wrong, known);
  if (near !== undefined) return `did you mean '${near}'?`;
  return known.length === 0 ? 'there is none' : `there is ${known.map((name) => `'${name}'`).join(', ')}`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
