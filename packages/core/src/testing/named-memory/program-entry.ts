/**
 * The entry of programs that leave named memory behind, or are killed: what to do is the first argument, what they made
 * they say on lines of their own. They go on when a line comes.
 *
 * @module
 */

import { processProgram } from '../../agent/scope.ts';
import { ShareableList, SharedMemory, SharedMemoryManager } from '../../multiprocessing/index.ts';
import { guardianOf } from '../../multiprocessing/tracker.ts';
import { Peer } from '../peers/peer.ts';
import { exitProgram, programArguments, say, whichRuntime } from '../runtime.ts';

interface Input {
  on(event: 'data', listener: () => void): void;
}

await import(`@interleave/${whichRuntime()}`);

const [what = '', ...args] = programArguments();
let listens = false;

/** The next line that comes. */
function told(): Promise<void> {
  listens = true;
  const { stdin } = (globalThis as unknown as { readonly process: { readonly stdin: Input } }).process;
  return new Promise((resolve) => {
    stdin.on('data', () => resolve());
  });
}

const make = (options: { readonly name?: string; readonly track?: boolean } = {}): SharedMemory =>
  new SharedMemory({ create: true, size: 100, ...options });

const programs: Readonly<Record<string, () => Promise<void> | void>> = {
  /** Ends without having unlinked what it made. */
  leaks: () => {
    say(make().name);
    say(make({ name: args[0] as string }).name);
    say(new ShareableList([1, 'two']).shm.name);
  },
  /** Has unlinked everything. */
  tidies: () => {
    const block = make();
    say(block.name);
    block.unlink();
  },
  'does not track': () => say(make({ track: false }).name),
  opens: () => say(new SharedMemory({ name: args[0] as string, track: args[1] === 'true' }).name),
  /** Waits to be killed. */
  waits: async () => {
    const name = make().name;
    say(name);
    say(String(guardianOf(processProgram())));
    await told();
    say('goes on');
    say(make().name);
    say(String(guardianOf(processProgram())));
  },
  /** Has a process make a block, which ends before it is told to go on. */
  'has a process': async () => {
    const peer = new Peer(args as [string, ...string[]]);
    say(await peer.run('makeBlock', 100, 7));
    await peer.close();
    say('the process has ended');
    await told();
  },
  'has a manager': async () => {
    const manager = await new SharedMemoryManager().start();
    for (const { name } of [manager.SharedMemory(10), manager.ShareableList([1]).shm]) say(name);
    await told();
    say(manager.SharedMemory(10).name);
    await told();
    await manager.shutdown();
  },
};

await programs[what]?.();
// Whoever listens would go on to.
if (listens) exitProgram(0);
