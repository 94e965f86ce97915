import type { Self } from '../../explore/index.ts';

/**
 * Makes an agent's plain reads and writes of single words points of the schedule, for what is guarded by no latch: a
 * word that one agent reads while another may write it.
 */
export function schedulePlainWords({ words }: Self): void {
  const ints = new Proxy(words.ints, {
    get: (_ints, at) => words.load(Number(at)),
    set: (_ints, at, value: number) => {
      words.store(Number(at), value);
      return true;
    },
  });
  Object.defineProperty(words, 'ints', { value: ints });
}
