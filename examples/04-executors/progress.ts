// A worker tells how far it is by a queue that it was given. Prints 25 %, 50 %, 75 %, 100 % and the result.
import { defineTasks, futures, main, queue } from '#interleave';

export const { resize } = defineTasks(import.meta.url, {
  resize: async (images: readonly string[], progress: queue.Queue<number>) => {
    for (const index of images.keys()) await progress.put((index + 1) / images.length);
    progress.shutdown();
    return `${images.length} images`;
  },
});

main(async () => {
  await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 1 });
  const progress = new queue.Queue<number>();
  const result = pool.submit(resize, ['a.png', 'b.png', 'c.png', 'd.png'], progress);

  for await (const part of progress) console.log(`${part * 100} %`);
  console.log(await result);
});

// prints
//   25 %
//   50 %
//   75 %
//   100 %
//   4 images
