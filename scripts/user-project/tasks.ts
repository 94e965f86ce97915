import { defineTasks, type threading } from '@interleave/core';

export const { add } = defineTasks(import.meta.url, {
  add(counter: SharedArrayBuffer, times: number, lock: threading.Lock): void {
    const words = new Int32Array(counter);
    for (let i = 0; i < times; i++) {
      using _ = lock.holdSync();
      words[0] = (words[0] ?? 0) + 1;
    }
  },
});
