import { describe, expect, test, vi } from 'vitest';
import { VERSIONS } from '../../src/agent/state.ts';
import { startThread } from '../../src/lifecycle/start-thread.ts';
import { ENDED } from '../../src/lifecycle/thread-record.ts';
import { KIND, SLOT, slotAddress } from '../../src/memory/index.ts';
import { supervised } from './supervised.ts';

/** Longer ones go by message. */
const IN_ITS_WORD = 2 ** 16;

describe('of a worker that dies, the references in its arguments', () => {
  for (const [way, length] of [
    ['in its word', 8],
    ['by message', IN_ITS_WORD + 1],
  ] as const) {
    // The news of its death comes by another way than its own messages, and may be first.
    for (const said of [['hello', 'ready'], ['hello'], []]) {
      for (const took of [true, false]) {
        const what = took ? 'stay its own, which it took' : 'are given back, which it did not take';
        test(`${what} (${way}, and it had said: ${said.join(', ') || 'nothing'})`, async () => {
          const { program, workers } = supervised();
          const { words, blocks } = program;
          const at = blocks.allocate(KIND.bytes, 1);
          const handle = blocks.handle(at);
          const args = { bytes: new Uint8Array(length), aside: [] };
          const task = { url: 'file:///no.js', group: '', name: 'no' };
          const { id, record } = startThread(program, {
            name: 'fake',
            daemon: true,
            stackSize: undefined,
            run: { type: 'run', task, args, handles: [at] },
          });
          const [worker] = workers;
          for (const type of said) worker!.say({ type, versions: VERSIONS, madeBy: 'fake' });
          await new Promise((resolve) => setTimeout(resolve, 10));
          if (took) words.store(slotAddress(id) + SLOT.start, 0);
          worker!.exit('it was killed');
          await vi.waitFor(() => expect(words.load(record)).toBe(ENDED));
          expect(blocks.isHeld(handle)).toBe(took);
          for (const type of ['hello', 'ready', 'leaves'])
            worker!.say({ type, versions: VERSIONS, madeBy: 'fake' });
          await new Promise((resolve) => setTimeout(resolve, 10));
          expect(blocks.isHeld(handle)).toBe(took);
        });
      }
    }
  }
});
