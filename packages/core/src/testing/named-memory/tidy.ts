import { SharedMemory } from '../../multiprocessing/index.ts';
import { sleep } from '../board.ts';
import { builtin } from '../builtins.ts';
import { equal } from '../check.ts';

const DIRECTORY = '/dev/shm';
const PATIENCE = 20_000;

/** Whether a block has a name now. */
export function exists(name: string): boolean {
  return builtin('node:fs').existsSync(`${DIRECTORY}/${name}`);
}

/** The named memory of the system; semaphores, which are there too, are other programs'. */
export function blocksNow(): string[] {
  return builtin('node:fs')
    .readdirSync(DIRECTORY)
    .filter((name) => !name.startsWith('sem.'));
}

/** Those of these names that are still there when there was time enough. */
export async function leftOf(names: readonly string[], patience: number = PATIENCE): Promise<string[]> {
  const deadline = performance.now() + patience;
  while (names.some(exists) && performance.now() < deadline) await sleep(2);
  return names.filter(exists);
}

/** Notes a block that a case makes. */
export type Keep = <T extends { readonly name: string }>(block: T) => T;

/** Runs a case, which must have removed all blocks that it made. */
export async function tidy(body: (keep: Keep) => void | Promise<void>): Promise<void> {
  const names: string[] = [];
  try {
    await body((block) => {
      names.push(block.name);
      return block;
    });
  } catch (error) {
    for (const name of names.filter(exists)) new SharedMemory({ name }).unlink();
    throw error;
  }
  equal(names.filter(exists), [], 'blocks that were left');
}
