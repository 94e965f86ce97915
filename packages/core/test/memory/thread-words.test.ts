import { expect, test } from 'vitest';
import { ThreadWords, type WasmMemory } from '../../src/memory/index.ts';

const PAGE_WORDS = 65_536 / 4;

/** A memory that another agent grew and whose buffer does not show that yet, as V8's does not for a while. */
function late(): { readonly memory: WasmMemory; grown(pages: number): void } {
  const real = new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true }) as unknown as WasmMemory;
  let { buffer } = real;
  const memory: WasmMemory = {
    get buffer() {
      return buffer;
    },
    grow(pages) {
      const before = real.grow(pages);
      ({ buffer } = real);
      return before;
    },
  };
  return { memory, grown: (pages) => void real.grow(pages) };
}

test('memory that another agent has grown is reached though the engine does not show it yet', () => {
  const { memory, grown } = late();
  const words = new ThreadWords(memory);
  grown(2);
  words.reach(3 * PAGE_WORDS - 1);
  words.store(3 * PAGE_WORDS - 1, 7);
  expect(words.load(3 * PAGE_WORDS - 1)).toBe(7);
  expect(words.bytes(3 * PAGE_WORDS - 1, 4)[0]).toBe(7);
});

test('memory that nobody has grown is not grown by reaching for it', () => {
  const { memory } = late();
  const words = new ThreadWords(memory);
  words.reach(2 * PAGE_WORDS);
  expect(words.length).toBe(PAGE_WORDS);
});
