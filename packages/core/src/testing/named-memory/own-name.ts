/** A name of a block that no other case takes: suites run at once, and names are the whole system's. */
export const ownName = (what: string): string => `interleave_${what}_${Math.trunc(Math.random() * 2 ** 40)}`;
