// A class of your own, whose object lives in the manager; others call it by a proxy. Prints what is in the till.
import { defineTasks, main, multiprocessing } from '#interleave';

class Till {
  #sum = 0;

  add(price: number): number {
    return (this.#sum += price);
  }
}

interface TillProxy {
  add(price: number): Promise<number>;
  addSync(price: number): number; // every method has a form that blocks
}

export const { makeTill, sell } = defineTasks(import.meta.url, {
  makeTill: () => new Till(),
  sell: (till: TillProxy, price: number) => {
    till.addSync(price);
  },
});

main(async () => {
  await using manager = await multiprocessing.Manager();
  manager.register('Till', makeTill);
  const till = await manager.create<TillProxy>('Till');

  const child = new multiprocessing.Process(sell, { args: [till, 3] }).start();
  await child.join();
  console.log(`in the till: ${await till.add(4)}`);
});

// prints
//   in the till: 7
