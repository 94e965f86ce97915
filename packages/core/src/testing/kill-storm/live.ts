import { sleep } from '../board.ts';
import type { Flow } from './flow.ts';
import type { Step } from './steps.ts';
import { RAIN, STOP } from './storm-board.ts';

/** Goes on while it rains, rests in a lull, and ends with the storm or after so many steps. */
export async function live(flow: Flow, steps: number, step: Step): Promise<void> {
  const { board, next } = flow;
  for (let count = 1; ; count += 1) {
    const phase = board.read('phase');
    if (phase === STOP || count === steps) break;
    if (phase !== RAIN) {
      flow.rests();
      await sleep(2);
      continue;
    }
    flow.between();
    await step(flow);
    if (count % 16 === 0) await sleep(next() * 2);
  }
  flow.rests();
}
