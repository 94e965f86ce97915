/** Which of two items a PriorityQueue gives first: below 0 for the first; arrays element by element. */
export function comparePriorities(one: unknown, other: unknown): number {
  if (Array.isArray(one) && Array.isArray(other)) {
    for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
      const compared = comparePriorities(one[at], other[at]);
      if (compared !== 0) return compared;
    }
    return one.length - other.length;
  }
  return (one as number) < (other as number) ? -1 : (one as number) > (other as number) ? 1 : 0;
}
