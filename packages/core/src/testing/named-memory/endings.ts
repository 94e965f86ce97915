import { SharedMemory } from '../../multiprocessing/index.ts';
import type { Commands } from '../peers/crew.ts';
import { until } from '../board.ts';
import { builtin } from '../builtins.ts';
import { equal, includes, ok } from '../check.ts';
import { runs } from '../runtime.ts';
import { LeakingProgram, sendSignal } from './program.ts';
import { exists, leftOf } from './tidy.ts';

type EndingCase = (commands: Commands, runtime: keyof Commands) => Promise<void>;

const LEAKED = 'leaked shared memory';

/** What becomes of named memory when its program ends, for a program of each runtime. */
export const endingCases: Readonly<Record<string, EndingCase>> = {
  'what a program has left is removed when it has ended, with a warning': async (commands, runtime) => {
    const program = new LeakingProgram(commands[runtime], 'leaks', `interleave_leak_${runtime}:\n'"$(x) *`);
    const names = await program.lines(4);
    equal(await program.closed, 0, program.stderr);
    includes(program.stderr, `3 ${LEAKED}`, String(program.pid));
    const own = [names[0]!, `${names[1]}\n${names[2]}`, names[3]!];
    equal(await leftOf(own), []);
  },
  'what it has unlinked is not spoken of': async (commands, runtime) => {
    const program = new LeakingProgram(commands[runtime], 'tidies');
    const name = await program.line();
    equal([await program.closed, program.stderr, exists(name)], [0, '', false]);
  },
  'what it did not want to be tracked stays': async (commands, runtime) => {
    const program = new LeakingProgram(commands[runtime], 'does not track');
    const name = await program.line();
    equal([await program.closed, program.stderr, exists(name)], [0, '', true]);
    using block = new SharedMemory({ name });
    block.unlink();
  },
  'SHM-11 what it has made is removed soon after SIGTERM, with a warning': async (commands, runtime) => {
    const program = new LeakingProgram(commands[runtime], 'waits');
    const [name = ''] = await program.lines(2);
    equal(exists(name), true);
    program.signal('SIGTERM');
    equal(await program.closed, 'SIGTERM');
    includes(program.stderr, `1 ${LEAKED}`);
    equal(await leftOf([name]), []);
  },
  'so it is after SIGKILL, of it and of its whole process group': async (commands, runtime) => {
    for (const whom of ['it', 'its group'] as const) {
      const program = new LeakingProgram(commands[runtime], 'waits');
      const [name = '', guardian = ''] = await program.lines(2);
      program.signal('SIGKILL', whom);
      equal(await program.closed, 'SIGKILL');
      equal(await leftOf([name]), []);
      await until(() => !runs(Number(guardian)), 'the guardian has ended');
    }
  },
  'SHM-12 a block that it opens without tracking outlives it, without a warning': async (
    commands,
    runtime,
  ) => {
    using block = new SharedMemory({ create: true, size: 10 });
    const program = new LeakingProgram(commands[runtime], 'opens', block.name, 'false');
    equal([await program.line(), await program.closed], [block.name, 0]);
    equal([program.stderr, exists(block.name)], ['', true]);
    block.unlink();
  },
  'SHM-13 a block that it opens and wants to be tracked is removed when it ends': async (
    commands,
    runtime,
  ) => {
    using block = new SharedMemory({ create: true, size: 10 });
    const program = new LeakingProgram(commands[runtime], 'opens', block.name, 'true');
    equal([await program.line(), await program.closed], [block.name, 0]);
    includes(program.stderr, `1 ${LEAKED}`);
    equal(await leftOf([block.name]), []);
  },
  'a block that a process of it has made outlives that, and not the program': async (commands, runtime) => {
    for (const other of ['node', 'deno', 'bun'] as const) {
      const program = new LeakingProgram(commands[runtime], 'has a process', ...commands[other]);
      const [name = '', ended] = await program.lines(2);
      equal([ended, exists(name)], ['the process has ended', true]);
      program.signal('SIGKILL');
      equal(await program.closed, 'SIGKILL');
      equal(await leftOf([name]), []);
    }
  },
  'RTK-02 RTK-03 its guardian goes on after SIGINT, SIGTERM and SIGHUP': async (commands, runtime) => {
    const program = new LeakingProgram(commands[runtime], 'waits');
    const [name = '', guardian = ''] = await program.lines(2);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) sendSignal(Number(guardian), signal);
    program.tell();
    const [, next = '', same] = await program.lines(3);
    equal([await program.closed, same], [0, guardian]);
    equal(await leftOf([name, next]), []);
    includes(program.stderr, `2 ${LEAKED}`);
  },
  'RTK-04 its guardian is started again when it was killed, with a warning': async (commands, runtime) => {
    const program = new LeakingProgram(commands[runtime], 'waits');
    const [name = '', guardian = ''] = await program.lines(2);
    sendSignal(Number(guardian), 'SIGKILL');
    await until(() => !runs(Number(guardian)), 'the guardian has ended');
    program.tell();
    const [, next = '', another] = await program.lines(3);
    equal(await program.closed, 0, program.stderr);
    ok(another !== guardian, 'no other guardian was started');
    includes(program.stderr, 'started again', LEAKED);
    equal(program.stderr.split('started again').length, 2, 'the warnings');
    equal(await leftOf([next]), []);
    // What the dead guardian had read nobody knows of any more; what was still in the pipe its successor has read.
    if (!exists(name)) return;
    using lost = new SharedMemory({ name });
    lost.unlink();
  },
  'SHM-08 what a manager has made is removed when its process is killed, whatever signals came before':
    async (commands, runtime) => {
      const program = new LeakingProgram(commands[runtime], 'has a manager');
      const names = await program.lines(2);
      equal(names.map(exists), [true, true]);
      const guardian = managerGuardianOf(program.pid);
      for (const signal of ['SIGINT', 'SIGTERM']) sendSignal(guardian, signal);
      program.tell();
      names.push(await program.line());
      equal(names.map(exists), [true, true, true]);
      program.signal('SIGKILL', 'its group');
      equal(await program.closed, 'SIGKILL');
      equal(await leftOf(names), []);
      equal(program.stderr, '');
    },
};

/** The guardian whose pipe a process holds. */
function managerGuardianOf(pid: number): number {
  const fs = builtin('node:fs');
  const linkOf = (path: string): string | undefined => {
    try {
      return fs.readlinkSync(path);
    } catch {
      // It has ended, or is not open any more.
      return undefined;
    }
  };
  const pipes = new Set(fs.readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)));
  const found = fs.readdirSync('/proc').find((other) => {
    const input = /^\d+$/.test(other) && other !== String(pid) ? linkOf(`/proc/${other}/fd/3`) : undefined;
    return input?.startsWith('pipe:') === true && pipes.has(input);
  });
  return Number(found);
}
