import type { Built } from './build-world.ts';
import { interruptPromises } from './interrupted-promises.ts';
import { virtualTime } from './virtual-time.ts';
import type { Chooser, Ending } from './chooser.ts';

/** One schedule, and the check at its end. */
export async function runOnce({ world, check }: Built, chooser: Chooser): Promise<Ending> {
  const restoreTime = virtualTime(world);
  const restorePromises = interruptPromises();
  try {
    const ending = await world.run(chooser);
    if (ending.kind !== 'done') return ending;
    try {
      check();
      return ending;
    } catch (error) {
      return { kind: 'assertion', message: error instanceof Error ? error.message : String(error) };
    }
  } finally {
    restorePromises();
    restoreTime();
  }
}
