/** What a check found: the sentences that are wrong, and one that says what was looked at. */
export interface Findings {
  readonly looked: string;
  readonly problems: readonly string[];
}

/** Prints what a check found, and lets the process fail when that is anything. */
export function reportFindings(name: string, { looked, problems }: Findings): void {
  for (const problem of problems) console.error(`${name}: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  console.log(`${name}: ${problems.length === 0 ? 'ok' : `${problems.length} wrong`} (${looked})`);
}
