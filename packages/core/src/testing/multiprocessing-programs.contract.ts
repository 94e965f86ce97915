import { builtin } from './builtins.ts';
import { equal, includes, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { leftOf, sharedFiles } from './kill-storm/leftovers.ts';
import { nothingLeft, runMarked } from './programs/run-marked.ts';
import type { Command, ProgramOptions, ProgramResult } from './programs/run-program.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/**
 * What processes do to the life of their program, and it to theirs: each in a process of its own. `without`: how the
 * runtime is started without foreign functions, where it can be.
 */
export function multiprocessingProgramsContract(h: Harness, command: Command, without?: Command): void {
  const run = (
    name: string,
    args: readonly string[] = [],
    { by = command, ...options }: ProgramOptions & { readonly by?: Command } = {},
  ): Promise<ProgramResult> => runMarked(by, entry, [name, ...args], options);
  const ended = (result: ProgramResult, code: number, ...lines: readonly string[]): void => {
    const shown = `lines: ${result.lines.join(' | ')}; stderr: ${result.stderr}`;
    ok(!result.killed, `it did not end in ${result.ms.toFixed(0)} ms; ${shown}`);
    equal([result.code, result.lines], [code, lines], shown);
  };
  const clean = (result: ProgramResult, ...lines: readonly string[]): void => {
    ended(result, 0, ...lines);
    equal(result.stderr, '', 'stderr');
  };

  h.describe('a program of processes', () => {
    h.test(
      'PROC-42 ends after its children and theirs, and tells those that are daemons to end',
      async () => {
        const result = await run('processes-at-end');
        equal([result.killed, result.code, result.stderr], [false, 0, '']);
        equal([...result.lines].sort(), [
          'depth 0',
          'depth 1',
          'depth 2',
          'main ends',
          'the daemon was told',
        ]);
        ok(
          result.lines.indexOf('main ends') < result.lines.indexOf('the daemon was told'),
          result.lines.join(),
        );
      },
    );
    h.test(
      'is told when what sees to its threads and children cannot go on, also while it blocks',
      async () => {
        const result = await run('supervisor-lost');
        const why = 'the agent of this program that sees to them could not go on';
        equal([result.killed, result.code, result.lines.length], [false, 0, 4], result.stderr);
        includes(result.lines[0] ?? '', 'StateError: Cannot join Process-1', why);
        includes(result.lines[1] ?? '', 'StateError: Cannot start Process-2', why);
        includes(result.lines[2] ?? '', 'StateError: Cannot start late', why);
        equal(result.lines[3], 'the thread has ended: true');
        includes(result.stderr, "The thread's supervisor could not go on: TypeError");
      },
    );
    h.test('ends after the child of a thread that has ended', async () => {
      const result = await run('process-of-a-thread');
      clean({ ...result, lines: [...result.lines].sort() }, 'depth 0', 'depth 1', 'main ends');
    });
    h.test('that exits ends its children, whatever they do', async () => {
      const result = await run('processes-at-exit', ['7']);
      equal([result.killed, result.code, result.lines, result.stderr], [false, 7, [], '']);
    });
    h.test('PROC-28 PROC-29 PROC-38 says which child fails, how and where, and goes on', async () => {
      const result = await run('process-fails');
      ended(result, 0, 'exit code 1', 'exit code 1', 'exit code 1');
      includes(
        result.stderr,
        'Process unlucky:',
        'RangeError',
        'it is to fail',
        'processes.tasks',
        'and why',
      );
      includes(result.stderr, 'Process Process-2:', 'thrown aside', '\nno number\n');
    });
    h.test('whose main fails ends with 1, after its child', async () => {
      const result = await run('main-fails-beside-a-process');
      ended(result, 1, 'the child has ended');
      includes(result.stderr, 'main is to fail');
    });
    h.test('PROC-34 CTX-19 is told to wrap itself in main, where a child would start another', async () => {
      const result = await run('process-at-top-level');
      ended(result, 0, 'exit code 1');
      includes(result.stderr, 'Process Process-1:', 'BootstrapError', 'main(() =>');
    });
    h.test('PROC-37 whose child has an exit handler sees it run', async () => {
      clean(await run('process-exit-handler'), 'the task ran', 'the exit handler ran', 'exit code 0');
    });
    h.test('PROC-33 passes the options of its runtime on', async () => {
      const by: Command = h.runtime === 'bun' ? [...command, '--smol'] : command;
      const { lines, stderr } = await run('process-flags', [], { by });
      equal([lines.length, stderr], [3, '']);
      ok(lines[0] !== '[]', 'it has no options');
      equal(lines.slice(1), [lines[0], lines[0]]);
    });
    for (const method of ['spawn', 'standby']) {
      h.test(`CTX-05 CTX-21 sets its start method once, for its children too: ${method}`, async () => {
        const result = await run('start-method', [method]);
        clean(result, `in main: ${method}`, 'StateError', `in the child: ${method}`, 'exit code 0');
      });
      h.test(`gives a child the surroundings that it has at the start: ${method}`, async () => {
        const folder = builtin('node:os').tmpdir();
        const { lines, stderr } = await run('process-surroundings', [method, folder]);
        const args = ['process-surroundings', method, folder];
        equal(
          [JSON.parse(lines[0] ?? ''), lines[1], stderr],
          [['now', null, folder, args], 'exit code 0', ''],
        );
      });
    }
    h.test('CTX-02 may set its start method when a process with one of its own has run', async () => {
      clean(await run('start-method-unset'), 'standby');
    });
    h.test('loses no line of its children, and tears none', async () => {
      const [writers, lines, length] = [6, 120, 1500];
      const result = await run('processes-that-write', [writers, lines, length].map(String));
      equal([result.killed, result.code, result.stderr], [false, 0, '']);
      equal(result.lines.length, writers * lines);
      const next = new Map<string, number>();
      for (const text of result.lines) {
        const [who = '', line] = text.split(':');
        equal([text.length, Number(line)], [length, next.get(who) ?? 0], text.slice(0, 40));
        ok(/^\d+:\d+:([a-z])\1+$/.test(text), `torn: ${text.slice(0, 40)}`);
        next.set(who, Number(line) + 1);
      }
    });
    h.test('that is killed leaves no child, whatever they do, no socket and no memory', async () => {
      const result = await run('processes-to-orphan', [], { killAt: '}\n' });
      const [, said = ''] = /^ready (.*)$/.exec(result.lines.join()) ?? [];
      equal([result.killed, said !== ''], [true, true], result.stderr);
      const { name, ...own } = JSON.parse(said) as { tag: string; segment: number; name: string };
      await nothingLeft(() =>
        leftOf({ ...own, mark: undefined, shared: sharedFiles().filter((one) => one !== name) }),
      );
    });
    if (without !== undefined) {
      h.test('that is killed leaves no child, without foreign functions', async () => {
        const result = await run('lone-processes-to-orphan', [], { by: without, killAt: 'up\nup\n' });
        equal([result.killed, result.lines, result.stderr], [true, ['up', 'up'], '']);
      });
    }
    h.test('ends, and leaves nothing, while a process stands by', async () => {
      clean(await run('standby-left'), 'main ends');
    });
    h.test('PROC-02 CTX-13 finds a runtime where it is told to, and says where there is none', async () => {
      for (const runtime of ['node', 'deno', 'bun'].filter((name) => name !== h.runtime)) {
        const variable = `INTERLEAVE_${runtime.toUpperCase()}`;
        const { lines } = await run('process-elsewhere', [runtime], {
          env: { [variable]: '/nowhere/at/all' },
        });
        includes(lines[0] ?? '', 'true', runtime, variable, '/nowhere/at/all');
      }
    });
    h.test('whose child is of another version is told both', async () => {
      const result = await run('process-of-another-version');
      ended(result, 0, '1');
      includes(result.stderr, 'Process stranger:', 'VersionError', 'protocol 99', 'elsewhere');
    });
  });
}
