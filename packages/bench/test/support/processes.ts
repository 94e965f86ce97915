/** Looking at the processes of this machine by way of /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Whether a process is there and not merely waiting to be buried. */
export function alive(pid: number): boolean {
  try {
    return stateAndParent(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}

/** Every process that this one started, directly or not, and that is still there. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), stateAndParent(Number(name))[1]);
    } catch {
      // It ended while the folder was read.
    }
  }
  const below = (parent: number): number[] =>
    [...parents].flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid).filter(alive);
}

/** Waits until none of them is alive; gives those that still are when the time is over. */
export async function whenGone(pids: readonly number[], within: number): Promise<number[]> {
  const end = performance.now() + within;
  while (pids.some(alive) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return pids.filter(alive);
}

function stateAndParent(pid: number): [state: string, parent: number] {
  // The name, in parentheses, may hold anything; what follows it does not.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return [fields[0] ?? '', Number(fields[1])];
}
