import { equal, includes, ok } from './check.ts';
import type { Harness } from './harness.ts';
import type { Place } from './cases.ts';
import { runMarked } from './programs/run-marked.ts';
import { runProgram, type Command, type ProgramResult } from './programs/run-program.ts';
import { waysToDie } from './runtime.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/** What an executor does to the life of its program: each in a process of its own. */
export function poolProgramsContract(h: Harness, command: Command, scope: Place['scope'] = 'thread'): void {
  const run = (name: string, ...args: readonly string[]): Promise<ProgramResult> =>
    scope === 'thread'
      ? runProgram(command, entry, [name, ...args])
      : runMarked(command, entry, [name, ...args, 'processes']);
  const ended = (result: ProgramResult, ...lines: readonly string[]): void => {
    const shown = `lines: ${result.lines.join(' | ')}; stderr: ${result.stderr}`;
    ok(!result.killed, `it did not end in ${result.ms.toFixed(0)} ms; ${shown}`);
    equal([result.code, result.lines], [0, lines], shown);
  };
  const clean = (result: ProgramResult, ...lines: readonly string[]): void => {
    ended(result, ...lines);
    equal(result.stderr, '', 'stderr');
  };

  h.describe(`a program with a pool of ${scope === 'thread' ? 'threads' : 'processes'}`, () => {
    h.test('EX-25 that ends without a shutdown still does what was submitted', async () => {
      const result = await run('pool-left');
      clean({ ...result, lines: [...result.lines].sort() }, 'first', 'main ends', 'second', 'third');
      equal(result.lines[0], 'main ends');
    });
    for (const used of ['used', 'unused']) {
      h.test(`is not kept alive by idle workers, ${used}`, async () => {
        clean(await run('pool-idle', used), 'main ends');
      });
    }
    h.test('EX-29 that shuts it down without a wait still does what runs', async () => {
      clean(await run('pool-shut-without-wait'), 'main ends', 'the task speaks');
    });
    h.test('of a thread that has ended still does what was submitted', async () => {
      clean(await run('pool-of-a-thread'), 'main ends', 'the task speaks');
    });
    h.test('EX-26 is refused a submission in its exit handler', async () => {
      const result = await run('pool-at-exit');
      equal([result.killed, result.code, result.lines[0]], [false, 0, 'main ends'], result.stderr);
      includes(result.lines[1] ?? '', 'true: ', 'schedule new futures');
    });
    h.test('ends with the code that it exits with, though a worker is blocked', async () => {
      const result = await run('pool-exit-code', '42');
      equal([result.killed, result.code, result.stderr], [false, 42, '']);
    });
    h.test('says nothing of failed futures that nobody reads', async () => {
      clean(await run('futures-unread'), 'main ends');
    });
    for (const how of ['await', 'asCompleted']) {
      h.test(`is kept alive by futures alone (${how}), and ends afterwards`, async () => {
        clean(await run('futures-only', how), 'main went on');
      });
    }
    h.test('whose initialiser throws says why, and ends', async () => {
      const result = await run('pool-initializer-throws');
      ended(result, scope === 'thread' ? 'BrokenThreadPool' : 'BrokenProcessPool');
      includes(result.stderr, 'TypeError', 'not today', 'pools.tasks');
    });
    h.test('may make pools and forget them', async () => {
      clean(await run('pools-dropped'), 'main ends: 10');
    });
    if (scope === 'thread') {
      h.test('goes on, and ends with 0, when a worker of it exits', async () => {
        for (const way of waysToDie[h.runtime]) {
          ended(await run('pool-worker-exits', way), 'main goes on: true', 'and so does the pool: 1');
        }
      });
      h.test('is not kept alive by an iterator that nobody asks any more', async () => {
        clean(await run('iterator-left'), 'main ends');
      });
    } else {
      h.test('POOL-31 that is a Pool, used and not closed, ends, and leaves nothing', async () => {
        clean(await run('mp-pool-left'), 'main ends: 1,2,3');
      });
      h.test('is killed with its workers', async () => {
        const result = await run('pool-killed');
        ok(result.code !== 0, 'it has not been killed');
      });
    }
  });
}
