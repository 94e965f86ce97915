import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { Program } from '../../src/agent/program.ts';
import type { Letter } from '../../src/futures/pool/aside.ts';
import { LANE } from '../../src/futures/pool/layout.ts';
import { Letters } from '../../src/futures/pool/letters.ts';
import { nodeEndpoint } from '../../src/host/index.ts';

const LANE_AT = 100;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A worker's letters, in a runtime that lets it look into its port or does not. */
function mail(looks: boolean): {
  letters: Letters;
  announce: (by?: number) => void;
  post: (place: number, number?: number) => void;
  woken: () => number;
  close: () => void;
} {
  const ints = new Int32Array(500);
  const { port1, port2 } = new MessageChannel();
  const program = {
    words: { ints, load: (at: number) => ints[at] as number },
    host: {
      now: () => performance.now(),
      threads: {
        endpoint: (port: object) => nodeEndpoint(port as never),
        ...(looks ? { receiveNow: (port: object) => receiveMessageOnPort(port as never) } : {}),
      },
    },
  } as unknown as Program;
  let woken = 0;
  const letters = new Letters(program, LANE_AT, port2, () => (woken += 1));
  return {
    letters,
    announce: (by = 1) => void (ints[LANE_AT + LANE.letters] = (ints[LANE_AT + LANE.letters] as number) + by),
    post: (place, number = place) =>
      port1.postMessage({ place, state: 0, aside: [], number } satisfies Letter),
    woken: () => woken,
    close: () => port1.close(),
  };
}

test('what was announced and posted is taken without the event loop, in order, and once', async () => {
  const { letters, announce, post, woken, close } = mail(true);
  for (const place of [1, 2, 3]) {
    announce();
    post(place);
  }
  expect(letters.areDue).toBe(true);
  expect([1, 2, 3, 4].map(() => letters.take()?.place)).toEqual([1, 2, 3, undefined]);
  expect([letters.received, letters.areDue, letters.any()]).toEqual([3, false, false]);
  await turn();
  expect([letters.received, woken(), letters.take()]).toEqual([3, 0, undefined]);
  close();
});

test('what the event loop was first with is counted the same, and wakes', async () => {
  const { letters, announce, post, woken, close } = mail(true);
  announce(2);
  post(1);
  while (woken() === 0) await turn();
  post(2);
  expect([letters.take()?.place, letters.take()?.place, letters.received]).toEqual([1, 2, 2]);
  close();
});

test('what is announced and does not come is waited for only so long, and not once it is taken back', () => {
  const { letters, announce, close } = mail(true);
  announce();
  expect(letters.await()).toBe(false);
  expect([letters.received, letters.areDue]).toEqual([0, true]);
  announce(-1);
  expect([letters.await(), letters.areDue]).toEqual([false, false]);
  close();
});

test('where only the event loop receives, nobody waits for it', async () => {
  const { letters, announce, post, woken, close } = mail(false);
  announce();
  post(1);
  expect([letters.await(), letters.any(), letters.areDue]).toEqual([false, false, true]);
  while (woken() === 0) await turn();
  expect([letters.await(), letters.take()?.place]).toEqual([true, 1]);
  close();
});

test('one that comes before another that was sent earlier waits for that one', () => {
  const { letters, announce, post, close } = mail(true);
  announce(3);
  post(2);
  post(3);
  expect([letters.any(), letters.received, letters.areDue]).toEqual([false, 0, true]);
  post(1);
  expect([1, 2, 3, 4].map(() => letters.take()?.place)).toEqual([1, 2, 3, undefined]);
  expect([letters.received, letters.areDue]).toEqual([3, false]);
  close();
});
