/**
 * The entry of a process that is started by hand: it joins the program, then runs what it reads.
 *
 * @module
 */

import { decodeFromProcess, joinSegment } from '../../multiprocessing/segment-link.ts';
import { environment } from '../builtins.ts';
import { say, whichRuntime } from '../runtime.ts';
import { peerTasks } from './peer-tasks.ts';
import { PATH } from './peer.ts';

interface Input {
  setEncoding(encoding: 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
}

await import(`@interleave/${whichRuntime()}`);
joinSegment(environment()[PATH] ?? 3);

type Order = readonly [name: keyof typeof peerTasks, args: readonly unknown[]];

async function obey(line: string): Promise<void> {
  const bytes = Uint8Array.from(line.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  try {
    const preparing: Promise<unknown>[] = [];
    const [name, args] = decodeFromProcess(bytes, preparing) as Order;
    await Promise.all(preparing);
    const gave = await (Reflect.apply(peerTasks[name], undefined, args) as unknown);
    say(JSON.stringify({ gave }));
  } catch (error) {
    say(JSON.stringify({ failed: String(error) }));
  }
}

const { stdin } = (globalThis as unknown as { readonly process: { readonly stdin: Input } }).process;
let rest = '';
let turn: Promise<void> = Promise.resolve();
stdin.setEncoding('utf8');
stdin.on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) turn = turn.then(() => obey(line));
});
