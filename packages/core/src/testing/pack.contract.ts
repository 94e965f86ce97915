import { StaleHandleError, StateError, SerializationError } from '../errors.ts';
import { Queue } from '../queue/index.ts';
import { pack, unpack } from '../task/index.ts';
import { enumerate, Event, Lock, mainThread } from '../threading/index.ts';
import { aMoment } from './board.ts';
import { equal, includes, ok, rejects, throws } from './check.ts';
import type { Harness } from './harness.ts';
import { Foreign, type ForeignWorker } from './pack/foreign.ts';

/** Primitives by plain postMessage, in workers that the library did not start. */
export function packContract(h: Harness, start: () => ForeignWorker): void {
  const given = async (
    body: (foreign: Foreign) => Promise<void>,
    kind: 'with a host' | 'bare' = 'with a host',
  ): Promise<void> => {
    const foreign = await Foreign.start(start(), kind);
    try {
      await body(foreign);
    } finally {
      await foreign.end();
    }
  };

  h.describe('a packed value', () => {
    h.test('is a lock that excludes a foreign worker and this agent', async () => {
      await given(async (foreign) => {
        const [lock, words, rounds] = [new Lock(), new Int32Array(new SharedArrayBuffer(4)), 300];
        const theirs = foreign.do('count', pack({ lock, words, rounds }));
        for (let round = 0; round < rounds; round += 1) {
          await lock.acquire();
          const before = words[0] as number;
          if (round % 32 === 0) await Promise.resolve();
          words[0] = before + 1;
          lock.release();
        }
        await theirs;
        equal(words[0], 2 * rounds);
      });
    });

    h.test('is an event that a foreign worker awaits, and blocks for', async () => {
      await given(async (foreign) => {
        for (const how of ['waits', 'blocks'] as const) {
          const event = new Event();
          const waited = foreign.do(how, pack(event));
          await aMoment();
          event.set();
          equal(await waited, true);
        }
      });
    });

    h.test('is a queue that a foreign worker gets from and puts into', async () => {
      await given(async (foreign) => {
        const [to, from] = [new Queue<unknown>(), new Queue<unknown>()];
        const echoed = foreign.do('echoes', pack({ from: to, to: from }));
        const sent = [1, 'two', { three: new Map([[3, [3n]]]) }, new Lock()];
        for (const item of sent) await to.put(item);
        for (const item of sent) equal(await from.get({ timeout: 20_000 }), item);
        to.shutdown();
        equal(await echoed, sent.length);
      });
    });

    h.test(
      'THR-05 THR-08 makes its worker a dummy thread of the program, which cannot start threads',
      async () => {
        await given(async (foreign) => {
          const main = mainThread().name;
          const said = (await foreign.do('introduces', pack(0))) as Record<string, unknown>;
          ok(/^Dummy-\d+$/.test(String(said['name'])), `its name is ${String(said['name'])}`);
          equal([said['daemon'], said['alive'], said['main']], [true, true, main]);
          ok((said['listed'] as string[]).includes(said['name'] as string), 'it is not listed');
          const seen = enumerate().find(({ name }) => name === said['name']);
          equal([seen?.ident, typeof mainThread().ident], [said['ident'] as number, 'number']);
          const refused = throws(StateError, () => seen?.joinSync({ timeout: 0 }));
          includes(refused.message, 'Cannot join Dummy-', 'not started as a Thread');
          await rejects(StateError, seen!.join());
          await foreign.do('startsThread', pack(0));
        });
      },
    );

    h.test('arrives here as the same primitives, once', () => {
      const lock = new Lock();
      const packed = pack([lock, { lock }]);
      const [first, second] = unpack<[Lock, { lock: Lock }]>(packed);
      ok(first === lock && second.lock === lock, 'another lock');
      const error = throws(StateError, () => unpack(packed));
      includes(error.message, 'unpacked before', 'pack the value once for each worker');
      ok(error.cause instanceof StaleHandleError, 'the cause');
    });

    h.test('is unpacked by one of several that got it', async () => {
      await given(async (one) => {
        await given(async (other) => {
          const packed = pack(new Lock({ name: 'only one' }));
          const answers = await Promise.all([one.ask('same', packed), other.ask('same', packed)]);
          const done = answers.flatMap((answer) => ('done' in answer ? [answer.done] : []));
          const failed = answers.flatMap((answer) => ('failed' in answer ? [answer.code] : []));
          equal([done, failed], [['Lock(only one, unlocked)'], ['ERR_STATE']]);
        });
      });
    });

    h.test('is refused by a worker without a runtime package, which may not take it', async () => {
      await given(async (foreign) => {
        const answer = await foreign.ask('same', pack(new Lock()));
        ok('failed' in answer && answer.code === 'ERR_UNSUPPORTED', 'it was unpacked');
        includes(answer.failed, '@interleave/node', '@interleave/browser');
      }, 'bare');
    });

    h.test('is what pack made, of a value that travels', () => {
      const error = throws(SerializationError, () => pack({ a: [() => 0] }));
      equal(error.path, 'value.a[0]');
      for (const wrong of [{}, null, 'x']) throws(SerializationError, () => unpack(wrong as object));
    });
  });
}
