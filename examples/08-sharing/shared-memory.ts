// Named memory that any program opens, Python too; whoever makes it unlinks it. Prints "written by the child".
import { defineTasks, main, multiprocessing } from '#interleave';

const { SharedMemory } = multiprocessing;

export const { write } = defineTasks(import.meta.url, {
  write: (name: string, text: string) => {
    using block = new SharedMemory({ name });
    new TextEncoder().encodeInto(text, new Uint8Array(block.buffer));
  },
});

main(async () => {
  using block = new SharedMemory({ create: true, size: 20 }); // with care: it outlives its views, until unlink
  const child = new multiprocessing.Process(write, { args: [block.name, 'written by the child'] }).start();
  await child.join();

  console.log(new TextDecoder().decode(new Uint8Array(block.buffer).slice()));
  block.unlink();
});

// prints
//   written by the child
