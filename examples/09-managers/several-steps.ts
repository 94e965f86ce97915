// One method of a proxy is one step, two are two: reading and writing need a lock. Prints "40 of 40".
import { defineTasks, main, multiprocessing } from '#interleave';

type Hits = multiprocessing.DictProxy<number>;

export const { count } = defineTasks(import.meta.url, {
  count: async (hits: Hits, lock: multiprocessing.Lock, times: number) => {
    for (let i = 0; i < times; i++) {
      using _ = await lock.hold(); // without it, what others wrote in between is lost
      await hits.set('/', ((await hits.get('/')) ?? 0) + 1);
    }
  },
});

main(async () => {
  await using manager = await multiprocessing.Manager();
  const hits: Hits = await manager.dict([['/', 0]]);
  const lock = await manager.Lock(); // or new multiprocessing.Lock(), which is the same

  const children = [1, 2].map(() => new multiprocessing.Process(count, { args: [hits, lock, 20] }).start());
  for (const child of children) await child.join();
  console.log(`${await hits.get('/')} of 40`);
});

// prints
//   40 of 40
