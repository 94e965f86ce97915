// M:1, async functions on one loop: one at a time, turns change at an await only. Prints "a1 b1 a2 b2 a3 b3".
import { main, threading } from '#interleave';

const turns: string[] = [];

async function flow(name: string): Promise<void> {
  for (let turn = 1; turn <= 3; turn++) {
    turns.push(name + turn);
    await Promise.resolve(); // without it each flow would run to its end
  }
}

main(async () => {
  await Promise.all([flow('a'), flow('b')]);
  console.log(turns.join(' '));
  console.log(`threads: ${threading.activeCount()}`);
});

// prints
//   a1 b1 a2 b2 a3 b3
//   threads: 1
