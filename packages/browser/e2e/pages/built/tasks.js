import { defineTasks } from '../core/index.js';

export const { work } = defineTasks(import.meta.url, {
  work(lock, numbers, counter) {
    const words = new Int32Array(counter);
    for (let number = numbers.getSync(); number > 0; number = numbers.getSync())
      for (let i = 0; i < number; i++) lock.runSync(() => (words[0] += 1));
  },
});
