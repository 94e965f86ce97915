// Who wants a lock again at once is quicker than who waits for it, unless it is fair. Prints who had how many turns.
import { setTimeout as sleep } from 'node:timers/promises';
import { main, threading } from '#interleave';

async function contend(lock: threading.Lock): Promise<string> {
  const turns = { first: 0, second: 0 };
  const work = async (name: keyof typeof turns) => {
    await lock.acquire();
    while (turns.first + turns.second < 10) {
      turns[name] += 1;
      await sleep(1);
      lock.release();
      if (!lock.tryAcquire()) await lock.acquire();
    }
    lock.release();
  };
  await Promise.all([work('first'), work('second')]);
  return `${turns.first} and ${turns.second} turns`;
}

main(async () => {
  console.log(`by default: ${await contend(new threading.Lock())}`);
  console.log(`fair:       ${await contend(new threading.Lock({ fair: true }))}`);
});

// prints
//   by default: 10 and 0 turns
//   fair:       5 and 5 turns
