// A barrier keeps rounds apart; its action runs when all have come and none has gone on. Prints a line a round.
import { defineTasks, main, threading } from '#interleave';

export const { play, announce } = defineTasks(import.meta.url, {
  play: (finished: threading.Barrier, rounds: number) => {
    for (let round = 0; round < rounds; round++) finished.waitSync();
  },
  announce: () => console.log('everybody has finished the round'),
});

main(async () => {
  const finished = new threading.Barrier(3, { action: announce });
  const threads = [1, 2, 3].map(() => new threading.Thread(play, { args: [finished, 3] }).start());
  for (const thread of threads) await thread.join();
});

// prints
//   everybody has finished the round
//   everybody has finished the round
//   everybody has finished the round
