// 1:1, each Thread is a thread of the kernel: three at once, where Linux tells their ids. Prints the names of all.
import { defineTasks, main, threading } from '#interleave';

export const { meet } = defineTasks(import.meta.url, {
  meet: (everybodyIsHere: threading.Barrier, leave: threading.Event) => {
    everybodyIsHere.waitSync();
    leave.waitSync();
  },
});

main(async () => {
  const everybodyIsHere = new threading.Barrier(4);
  const leave = new threading.Event();
  const threads = ['one', 'two', 'three'].map((name) =>
    new threading.Thread(meet, { name, args: [everybodyIsHere, leave] }).start(),
  );

  await everybodyIsHere.wait();
  for (const { name, nativeId } of threading.enumerate()) console.log(`${name}: kernel thread ${nativeId}`);
  leave.set();
  for (const thread of threads) await thread.join();
});

// prints
//   MainThread: kernel thread …
//   one: kernel thread …
//   two: kernel thread …
//   three: kernel thread …
