import { Queue, type Runtime } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { FORMS, type Form } from '../queue/attempt.ts';
import { specimens } from '../thread/specimens.ts';
import { processQueueTasks as tasks } from './process-queue.tasks.ts';
import { ended, start } from './start.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];
const patient = { timeout: PATIENCE };

function withChildOf(runtime: Runtime, form: Form): Case {
  return async () => {
    const [there, back] = [new Queue<unknown>({ maxsize: 4 }), new Queue<unknown>({ maxBytes: 2 ** 20 })];
    const child = start(tasks.echo, [there, back, form], { runtime });
    for (const [name, makeOne] of Object.entries(specimens)) {
      await there.put(makeOne());
      const value = await back.get(patient);
      equal(value, makeOne(), name);
      equal(describeValue(value), describeValue(makeOne()), name);
    }
    // Longer than the memory that a queue begins with, and than what it grows by.
    for (const length of [0, 1, 1000, 70_000, 900_000]) {
      there.putSync(new Uint8Array(length).fill(length % 251));
      const bytes = (form === 'sync' ? back.getSync(patient) : await back.get(patient)) as Uint8Array;
      equal([bytes.length, bytes.every((byte) => byte === length % 251)], [length, true]);
    }
    // Both ways at once, while either side may be blocked.
    const count = 300;
    const putting = (async (): Promise<void> => {
      for (let number = 0; number < count; number += 1)
        await there.put({ number, pad: 'x'.repeat(number % 50) });
      await there.put(null);
    })();
    for (let number = 0; number < count; number += 1)
      equal(await back.get(patient), { number, pad: 'x'.repeat(number % 50) });
    await putting;
    await ended(child);
  };
}

/** With the suite run on each of the three, every pair of parent and child. */
export const runtimes: CaseGroup = {
  title: 'a queue to a child of another runtime and back',
  where: 'main',
  cases: Object.fromEntries(
    RUNTIMES.flatMap((runtime) =>
      FORMS.map((form) => [`gives all that was put: ${runtime}, ${form}`, withChildOf(runtime, form)]),
    ),
  ),
};
