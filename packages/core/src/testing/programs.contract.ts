import { equal, includes, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { copyCore } from './programs/copy-core.ts';
import { waysToDie } from './runtime.ts';
import { runProgram, type Command, type ProgramOptions, type ProgramResult } from './programs/run-program.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/** That a program ended by itself, in the way it should, and complained of nothing. */
function ended(result: ProgramResult, code: number, ...lines: readonly string[]): void {
  const shown = `lines: ${result.lines.join(' | ')}; stderr: ${result.stderr}`;
  ok(!result.killed, `it did not end in ${result.ms.toFixed(0)} ms; ${shown}`);
  equal(result.code, code, `exit code; ${shown}`);
  equal<readonly string[]>(result.lines, lines, `output; stderr: ${result.stderr}`);
}

/** What keeps a program alive, what ends it, and what it leaves: each in a process of its own. */
export function programsContract(h: Harness, command: Command): void {
  const run = (
    name: string,
    args: readonly string[] = [],
    options?: ProgramOptions,
  ): Promise<ProgramResult> => runProgram(command, entry, [name, ...args], options);
  const clean = (result: ProgramResult, ...lines: readonly string[]): void => {
    ended(result, 0, ...lines);
    equal(result.stderr, '', 'stderr');
  };

  h.describe('a program', () => {
    for (const primitive of ['lock', 'fair lock', 'event']) {
      h.describe(`whose only activity is to await a ${primitive}`, () => {
        h.test('in main is kept alive by that, and ends afterwards', async () => {
          clean(await run('await-only', [primitive, 'main', 'released']), 'main went on');
        });
        h.test('in a thread is kept alive by that, and ends afterwards', async () => {
          clean(await run('await-only', [primitive, 'thread', 'released']), 'the thread went on');
        });
        for (const place of ['main', 'thread']) {
          h.test(`in ${place} that never comes, goes on waiting`, async () => {
            const result = await run('await-only', [primitive, place], { killAfter: 2000 });
            ok(result.killed, `it ended with ${result.code}: ${result.lines.join()} ${result.stderr}`);
            equal(result.lines.length, 0);
          });
        }
        h.test('in daemon threads is not kept alive by them', async () => {
          clean(await run('daemon-waits', [primitive]), 'main ends');
        });
      });
    }

    h.test('whose only activity is to await a semaphore or a barrier is kept alive by that', async () => {
      clean(await run('await-only', ['semaphore', 'main', 'released']), 'main went on');
      clean(await run('await-only', ['semaphore', 'thread', 'released']), 'the thread went on');
      clean(await run('await-barrier'), 'main went on');
    });
    h.test('is not kept alive by daemon threads that wait for a semaphore', async () => {
      clean(await run('daemon-waits', ['semaphore']), 'main ends');
    });
    for (const kind of ['task', 'function']) {
      h.test(`is kept alive by a timer of a ${kind} that is to run, not by a cancelled one`, async () => {
        clean(await run('timers', [kind]), 'main ends', 'the timer ran');
      });
      h.test(
        `is kept alive by what a thread left to a timer of a ${kind}, unless it is a daemon`,
        async () => {
          clean(await run('timers-of-threads', [kind]), 'main ends', 'the timer ran');
        },
      );
    }
    h.test('THR-45 is not kept alive by daemon threads that never pause', async () => {
      clean(await run('daemons-that-churn'), 'main ends');
    });
    h.test('THR-49 is not kept alive by forty daemon threads that read files', async () => {
      clean(await run('daemons-that-read'), 'main ends');
    });
    h.test('THR-43 ends before a daemon thread that is woken late goes on', async () => {
      clean(await run('daemon-woken-late'), 'main ends');
    });
    h.test(
      'THR-40 THR-41 may join in its exit handler what has ended, and is refused what has not',
      async () => {
        const result = await run('join-at-exit');
        equal([result.killed, result.code], [false, 0], result.stderr);
        equal(result.lines.length, 3, result.lines.join());
        ok(/^running: (false|\w+Error)$/.test(result.lines[0]!), result.lines[0]!);
        ok(/^running: \w+Error$/.test(result.lines[1]!), result.lines[1]!);
        equal(result.lines[2], 'ended: true');
      },
    );
    h.test('THR-29 THR-50 THR-53 waits for a thread whose starters have ended', async () => {
      clean(await run('starter-ends'), 'main ends', 'the last thread speaks');
    });
    h.test('waits for a thread that a daemon thread has started', async () => {
      clean(await run('daemon-starts'), 'main ends', 'the last thread speaks');
    });
    h.test('goes on, and ends with 0, when a thread of it exits', async () => {
      for (const way of waysToDie[h.runtime]) {
        for (const program of ['thread-exits', 'thread-exits-unseen']) {
          const result = await run(program, [way]);
          ended(result, 0, 'main goes on: true');
          includes(result.stderr, 'died before its task was done');
        }
      }
    });
    for (const when of ['empty', 'coming', 'asleep']) {
      h.test(`ends, and leaves nothing, while its stock of workers is ${when}`, async () => {
        clean(await run('stock-left', [when]), 'main ends');
      });
    }
    h.test(
      'loses none of its threads, started in bursts by main and by threads that end or die',
      async () => {
        ended(await run('crowd', ['3']), 0, 'all ended; memory is flat');
      },
    );
    for (const how of ['async', 'sync']) {
      h.test(`THR-46 may have its main thread joined by another (${how})`, async () => {
        clean(await run('joins-main', [how]), 'main ends', 'the thread went on');
      });
    }
    h.test('THR-11 ends with the code that it exits with, though a thread is blocked', async () => {
      for (const code of [42, 0]) {
        const result = await run('exit-code', [String(code)]);
        ended(result, code);
        equal(result.stderr, '', 'stderr');
      }
    });
    h.test('whose main fails ends with 1, after its threads, and says why', async () => {
      const result = await run('main-fails');
      ended(result, 1, 'the thread has ended');
      includes(result.stderr, 'RangeError', 'main is to fail', 'programs');
    });
    h.test('whose thread fails says who and where, and ends with 0', async () => {
      const result = await run('thread-fails');
      ended(result, 0, 'main ends');
      includes(result.stderr, 'unlucky', 'TypeError', 'the thread is to fail', 'program.tasks');
    });
    h.test('HOOK-06 says the same when the default hook was replaced and restored', async () => {
      const [first, second] = [await run('thread-fails'), await run('thread-fails', ['restored'])];
      ended(second, 0, 'main ends');
      equal(second.stderr, first.stderr);
    });
    h.test('whose thread fails when main has ended says so too', async () => {
      const result = await run('thread-fails', ['late']);
      ended(result, 0, 'main ends');
      includes(result.stderr, 'unlucky', 'late', 'failed when main had ended');
    });
    h.test('runs main once, in its first agent, though its threads import the same module', async () => {
      const result = await runProgram(command, new URL('./programs/main-once.ts', import.meta.url), []);
      equal([result.killed, result.code, result.stderr], [false, 0, '']);
      equal([...result.lines].sort(), [
        'a thread works',
        'a thread works',
        'main runs',
        'the second main runs',
      ]);
    });

    h.test('without a runtime package is told which four there are', async () => {
      const result = await runProgram(command, new URL('./programs/no-host.ts', import.meta.url), []);
      equal([result.killed, result.code, result.lines.length], [false, 0, 3], result.stderr);
      for (const line of result.lines) {
        includes(line, 'UnsupportedError');
        for (const runtime of ['node', 'deno', 'bun', 'browser']) includes(line, `@interleave/${runtime}`);
      }
    });

    // Deno's and Bun's engines end the whole process when one worker's heap is full: there nobody is left to see it.
    if (h.runtime === 'node') {
      for (const how of ['sync', 'async']) {
        h.test(`sees a thread run out of memory (${how} join)`, async () => {
          const result = await run('memory', [how], { env: { NODE_OPTIONS: '--max-old-space-size=64' } });
          equal([result.killed, result.code], [false, 0], result.stderr);
          equal(result.lines[0], 'ended: true false');
          includes(result.lines[1] ?? '', 'memory');
        });
      }
    }
  });

  h.describe('two copies of core in one program', () => {
    const withCopy = async (
      protocol: number | undefined,
      body: (url: string) => Promise<void>,
    ): Promise<void> => {
      const copy = copyCore(protocol);
      try {
        await body(copy.tasks.href);
      } finally {
        copy.remove();
      }
    };
    h.test('of one version work together', async () => {
      await withCopy(undefined, async (url) => {
        clean(await run('import-copy', [url]), 'first: false', 'imported');
        const result = await run('two-copies', [url]);
        ended(result, 0, 'greeted: true false undefined', 'failed: true from the other copy');
      });
    });
    h.test('of two versions are refused with both named', async () => {
      await withCopy(99, async (url) => {
        const result = await run('two-copies', [url]);
        equal([result.killed, result.code, result.lines[0]], [false, 0, 'greeted: false true VersionError']);
        includes(result.lines[1] ?? '', 'protocol 99', 'protocol 1', new URL('./core/', url).pathname);
        const imported = await run('import-copy', [url]);
        equal([imported.killed, imported.code], [false, 0], imported.stderr);
        includes(imported.lines[1] ?? '', 'VersionError', 'protocol 99', 'protocol 1');
      });
    });
  });
}
