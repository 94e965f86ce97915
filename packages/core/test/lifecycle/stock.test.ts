import { describe, expect, test, vi } from 'vitest';
import type { Program } from '../../src/agent/program.ts';
import { VERSIONS } from '../../src/agent/state.ts';
import { startThread } from '../../src/lifecycle/start-thread.ts';
import { ENDED, recordError } from '../../src/lifecycle/thread-record.ts';
import {
  agents,
  claimSlot,
  COMING,
  FREE,
  gone,
  park,
  PARKED,
  putBack,
  SLOT,
  slotAddress,
  takeFromStock,
} from '../../src/memory/index.ts';
import type { FakeWorker } from './fake-host.ts';
import { supervised } from './supervised.ts';

const run = { type: 'run', task: { url: 'file:///no.js', group: '', name: 'no' }, handles: [] } as const;
const thread = {
  name: 'fake',
  daemon: true,
  stackSize: undefined,
  run: { ...run, args: { bytes: new Uint8Array(), aside: [] } },
} as const;

/** Starts a first thread, on a worker made for it, that comes up; gives the worker of the stock that follows. */
async function stocked(program: Program, workers: FakeWorker[]): Promise<FakeWorker> {
  startThread(program, thread);
  workers[0]!.say({ type: 'hello', versions: VERSIONS, madeBy: 'fake' });
  workers[0]!.say({ type: 'ready' });
  await vi.waitFor(() => expect(workers.length).toBe(2));
  return workers[1]!;
}

describe('the stock', () => {
  test('is empty until a thread has come up, then is one worker that has no thread', async () => {
    const { program, workers, state } = supervised();
    startThread(program, thread);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(workers.map(({ boot }) => boot.stocked)).toEqual([false]);
    workers[0]!.say({ type: 'ready' });
    await vi.waitFor(() => expect(workers.length).toBe(2));
    const { boot } = workers[1]!;
    expect([boot.stocked, state(boot.id)]).toEqual([true, COMING]);
    expect(program.words.load(slotAddress(boot.id) + SLOT.record)).toBe(0);
  });

  test.each(['coming', 'parked'])(
    'gives up the slot of a worker that dies %s, and nobody takes it',
    async (when) => {
      const { program, workers } = supervised();
      const worker = await stocked(program, workers);
      const { id } = worker.boot;
      if (when === 'parked') park(program.words, id);
      worker.exit('it was killed');
      expect(gone(program.words, id)).toBe(true);
      expect(takeFromStock(program.words)).toBe(0);
      expect([...agents(program.words)]).not.toContain(id);
    },
  );

  test('replaces a worker that has died asleep', async () => {
    const { program, workers } = supervised();
    const worker = await stocked(program, workers);
    worker.say({ type: 'ready' });
    park(program.words, worker.boot.id);
    await new Promise((resolve) => setTimeout(resolve, 30));
    worker.exit('it was killed');
    await vi.waitFor(() => expect(workers.length).toBe(3));
  });

  test('ends the thread of a worker that dies when it has just been taken', async () => {
    const { program, workers } = supervised();
    const worker = await stocked(program, workers);
    const { id } = worker.boot;
    park(program.words, id);
    const { record } = startThread(program, thread);
    expect(program.words.load(slotAddress(id) + SLOT.record)).toBe(record);
    worker.exit('it was killed');
    await vi.waitFor(() => expect(program.words.load(record)).toBe(ENDED));
    expect(recordError(program, record)?.message).toContain('it was killed');
  });

  test('waits for the word of a taker before it frees the slot of a dead worker', async () => {
    const { program, workers, state } = supervised();
    const { boot, exit } = await stocked(program, workers);
    park(program.words, boot.id);
    expect(takeFromStock(program.words)).toBe(boot.id);
    exit('it was killed');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(gone(program.words, boot.id)).toBe(false);
    // The taker could not go on.
    putBack(program.words, boot.id);
    await vi.waitFor(() => expect(gone(program.words, boot.id)).toBe(true));
    expect([PARKED, COMING]).not.toContain(state(boot.id));
    expect(state(boot.id)).toBe(FREE);
  });

  test('has one taker for each worker', () => {
    const { program } = supervised();
    const { words } = program;
    const ids = [1, 2, 3].map(() => claimSlot(words));
    for (const id of ids) words.store(slotAddress(id) + SLOT.state, PARKED);
    const taken = [1, 2, 3, 4].map(() => takeFromStock(words));
    expect(taken).toEqual([...ids, 0]);
  });
});
