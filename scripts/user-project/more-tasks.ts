import { defineTasks, type queue } from '@interleave/core';

// Another task of the same name: each file's are its own.
export const { add } = defineTasks(import.meta.url, {
  add(sums: queue.Queue<number>, ...numbers: number[]): void {
    sums.putSync(numbers.reduce((sum, number) => sum + number, 0));
  },
});
