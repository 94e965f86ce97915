// A semaphore lets in two processes at a time, a lock would let in one. Prints that 3 came in, and never all at once.
import { defineTasks, main, multiprocessing } from '#interleave';

type Count = multiprocessing.SharedValue<'i32'>;

export const { visit } = defineTasks(import.meta.url, {
  visit: (door: multiprocessing.Semaphore, inside: Count, visits: Count) => {
    using _ = door.holdSync();
    if (inside.add(1) > 2) throw new Error('too many');
    visits.add(1);
    new multiprocessing.Event().waitSync({ timeout: 20 }); // looks around
    inside.add(-1);
  },
});

main(async () => {
  const door = new multiprocessing.Semaphore(2);
  const inside = multiprocessing.Value('i32', 0);
  const visits = multiprocessing.Value('i32', 0);
  const visitors = [1, 2, 3].map(() =>
    new multiprocessing.Process(visit, { args: [door, inside, visits] }).start(),
  );
  for (const visitor of visitors) await visitor.join();

  const orderly = visitors.every(({ exitCode }) => exitCode === 0);
  console.log(`${visits.value} came in, never more than 2 at once: ${orderly}`);
});

// prints
//   3 came in, never more than 2 at once: true
