// Programs that nothing connects talk by a socket, once both prove to know the key. Prints a question and its answer.
import { defineTasks, main, multiprocessing } from '#interleave';

const KEY = 'correct horse battery staple';

export const { call } = defineTasks(import.meta.url, {
  call: async (port: number) => {
    using connection = await multiprocessing.Client({ port }, KEY);
    await connection.send({ add: [1, 2, 3] });
    console.log(`the answer is ${await connection.recv<number>()}`);
  },
});

main(async () => {
  using listener = new multiprocessing.Listener({ port: 0 }, KEY); // 0: any free port
  const { port } = listener.address as { port: number };
  const caller = new multiprocessing.Process(call, { args: [port] }).start(); // it could be on another machine

  using connection = await listener.accept();
  const { add } = await connection.recv<{ add: number[] }>();
  console.log(`asked to add ${add.join(', ')}`);
  await connection.send(add.reduce((a, b) => a + b));
  await caller.join();
});

// prints
//   asked to add 1, 2, 3
//   the answer is 6
