/**
 * Which of a process's sockets are ready, told to whoever waits for that: by one thread that does nothing else.
 *
 * No runtime tells its event loop of a descriptor that it has not opened itself, and a socket that its event loop has
 * opened cannot be waited for by who blocks. So the sockets are this library's own, never block, and who blocks on one
 * asks the system itself. For those that wait asynchronously the watcher asks: a daemon thread in the system's `poll`,
 * in slices, because a thread that is inside it for ever keeps Node from ending.
 *
 * A block in the memory of the process's threads: GIVEN, a wait point that counts the wishes that were ever written;
 * both ends of a pipe for wishes; and two wait points for each descriptor, one for each direction, whose words only the
 * watcher changes, upwards. A wish names a descriptor, what is to be told of it, and which point is to be rung; it is
 * granted once. So a ring is a hint and nothing else: one that comes late, or for a descriptor that is another socket's by
 * now, has somebody look for nothing.
 *
 * Why none is lost. A waiter is announced at its point, then looks at the socket, then wishes. The watcher asks about it
 * after it has read the wish, and what it asks for is a state and no event. An idle watcher sleeps on GIVEN, which changes
 * after the wish was written, and looks into the pipe between reading GIVEN and sleeping.
 *
 * @module
 */

import { currentProgram, type Program } from '../../agent/program.ts';
import { wakeAll, waitSync, WAIT_POINT_WORDS } from '../../agent/wait-point.ts';
import { stayIfExiting } from '../../agent/exiting.ts';
import { OSError } from '../../errors.ts';
import { HEADER, KIND, sleepSync, SLICE_MS, type Address } from '../../memory/index.ts';
import { EAGAIN } from '../../posix/constants.ts';
import { osError } from '../../posix/os-error.ts';
import { POLLIN, type SocketCalls } from '../../posix/socket-calls.ts';
import { defineTasks } from '../../task/define.ts';
import type { Task } from '../../task/task.ts';
import { Thread } from '../../threading/thread.ts';
import { socketCalls } from './socket-calls.ts';

const GIVEN = 0;
const READ_END: number = WAIT_POINT_WORDS;
const WRITE_END: number = WAIT_POINT_WORDS + 1;
const STARTED: number = WAIT_POINT_WORDS + 2;
const POINTS: number = WAIT_POINT_WORDS + 4;

/** Descriptors that can be watched; no process has more open by far. */
const MOST = 8192;
const BLOCK_WORDS: number = POINTS + MOST * 2 * WAIT_POINT_WORDS;

/** A descriptor, what is to be told of it, and the point. */
const WISH_WORDS = 3;
/** As many as a pipe takes in one piece. */
const WISHES_AT_ONCE = 340;

/** What somebody waits for: that a descriptor can be read (POLLIN) or written (POLLOUT). */
export interface Wish {
  readonly fd: number;
  readonly events: number;
}

/** A descriptor that can be watched; any other is closed. */
export function watchable(calls: SocketCalls, fd: number): number {
  if (fd < MOST) return fd;
  calls.libc.close(fd);
  throw new OSError(`Cannot open a socket: this process has ${MOST} files open (EMFILE)`, 'EMFILE', 24);
}

/** Where whoever waits for a descriptor in one direction does so. */
export function pointOf(program: Program, fd: number, direction: 'in' | 'out'): Address {
  return blockOf(program) + POINTS + (fd * 2 + (direction === 'in' ? 0 : 1)) * WAIT_POINT_WORDS;
}

/** Has a point rung once for each wish that comes true. */
export function wish(program: Program, point: Address, wishes: readonly Wish[]): void {
  const { words } = program;
  const block = blockOf(program);
  const calls = socketCalls();
  for (let from = 0; from < wishes.length; from += WISHES_AT_ONCE) {
    const some = wishes.slice(from, from + WISHES_AT_ONCE);
    const written = Int32Array.from(some.flatMap(({ fd, events }) => [fd, events, point]));
    write(calls, words.load(block + WRITE_END), new Uint8Array(written.buffer));
  }
  words.add(block + GIVEN, 1);
  wakeAll(program, block + GIVEN);
  if (words.load(block + STARTED) === 0 && words.exchange(block + STARTED, 1) === 0) start(program, block);
}

/**
 * Has a descriptor watched no more, and waits until that is so: who is watched is not closed before, and what is not
 * closed has its address.
 */
export function forget(program: Program, fd: number): void {
  const { words } = program;
  const block = blockOf(program);
  if (words.load(block + STARTED) === 0) return;
  const point = pointOf(program, fd, 'out');
  const before = words.load(point);
  wish(program, point, [{ fd, events: FORGET }]);
  const forgotten = (): true | undefined => words.load(point) !== before || undefined;
  waitSync(program, point, forgotten, program.host.now() + FORGETTING_MS, '');
}

/** A wish for nothing. */
const FORGET = 0;
/** A watcher that cannot come up, or is at its end, forgets nobody. */
const FORGETTING_MS = 1000;

function write(calls: SocketCalls, end: number, bytes: Uint8Array): void {
  for (;;) {
    const result = calls.writePipe(end, bytes);
    if (result >= 0) return;
    if (result !== -EAGAIN) throw osError('Cannot wait for a socket', -result);
    sleepSync(1);
  }
}

function start({ words }: Program, block: Address): void {
  try {
    new Thread(tasks.watch, { daemon: true, name: 'SocketWatcher' }).start();
  } catch (error) {
    words.store(block + STARTED, 0);
    throw error;
  }
}

function blockOf(program: Program): Address {
  const { words, blocks } = program;
  const found = words.load(HEADER.watch);
  if (found !== 0) {
    blocks.meet(found);
    return found;
  }
  const calls = socketCalls();
  const made = blocks.allocate(KIND.bytes, BLOCK_WORDS);
  const ends = new Int32Array(2);
  const failed = calls.pipe(ends);
  if (failed < 0) throw osError('Cannot wait for a socket', -failed);
  words.store(made + READ_END, ends[0] as number);
  words.store(made + WRITE_END, ends[1] as number);
  const other = words.compareExchange(HEADER.watch, 0, made);
  if (other === 0) return made;
  for (const end of ends) calls.libc.close(end);
  blocks.free(made);
  blocks.meet(other);
  return other;
}

/** What is wished of one descriptor, for the points that wish it. */
type Wished = Map<Address, number>;

class Watcher {
  readonly #program: Program = currentProgram();
  readonly #calls: SocketCalls = socketCalls();
  readonly #block: Address = blockOf(this.#program);
  readonly #wishes: Map<number, Wished> = new Map();
  readonly #into: Int32Array<ArrayBuffer> = new Int32Array(WISHES_AT_ONCE * WISH_WORDS);
  #entries: Int32Array<ArrayBuffer> = new Int32Array(64);

  /** For as long as the process lives. */
  watch(): never {
    for (;;) {
      if (this.#wishes.size === 0) this.#sleep();
      this.#poll();
      stayIfExiting(this.#program);
    }
  }

  #sleep(): void {
    const look = (): true | undefined => this.#read() || undefined;
    waitSync(this.#program, this.#block + GIVEN, look, Infinity, '');
  }

  /** Whether there were any. */
  #read(): boolean {
    const end = this.#program.words.load(this.#block + READ_END);
    let some = false;
    for (;;) {
      const bytes = this.#calls.readPipe(end, new Uint8Array(this.#into.buffer));
      if (bytes <= 0) return some;
      some = true;
      for (let at = 0; at < bytes / 4; at += WISH_WORDS) {
        const [fd = 0, events = 0, point = 0] = this.#into.subarray(at, at + WISH_WORDS);
        if (events === FORGET) this.#forget(fd, point);
        else this.#take(fd, events, point);
      }
    }
  }

  #take(fd: number, events: number, point: Address): void {
    const wished: Wished = this.#wishes.get(fd) ?? new Map();
    wished.set(point, (wished.get(point) ?? 0) | events);
    this.#wishes.set(fd, wished);
  }

  #forget(fd: number, point: Address): void {
    this.#wishes.delete(fd);
    this.#ring(point);
  }

  #ring(point: Address): void {
    this.#program.words.add(point, 1);
    wakeAll(this.#program, point);
  }

  #poll(): void {
    const watched = [...this.#wishes.keys()];
    if (this.#entries.length < (watched.length + 1) * 2)
      this.#entries = new Int32Array((watched.length + 1) * 4);
    const entries = this.#entries;
    entries[0] = this.#program.words.load(this.#block + READ_END);
    entries[1] = POLLIN;
    watched.forEach((fd, index) => {
      entries[index * 2 + 2] = fd;
      entries[index * 2 + 3] = [...(this.#wishes.get(fd) as Wished).values()].reduce((all, one) => all | one);
    });
    if (this.#calls.poll(entries, watched.length + 1, SLICE_MS) <= 0) return;
    watched.forEach((fd, index) => {
      const found = (entries[index * 2 + 3] as number) >>> 16;
      if (found !== 0) this.#grant(fd, found);
    });
    if ((entries[1] as number) >>> 16 !== 0) this.#read();
  }

  /** An error, or the end, is what everybody waits for. */
  #grant(fd: number, found: number): void {
    const wished = this.#wishes.get(fd) as Wished;
    for (const [point, events] of wished) {
      if ((found & events) === 0 && (found & ~EVENTS) === 0) continue;
      wished.delete(point);
      this.#ring(point);
    }
    if (wished.size === 0) this.#wishes.delete(fd);
  }
}

/** POLLIN and POLLOUT. */
const EVENTS: number = 1 | 4;

const tasks: { readonly watch: (() => void) & Task<[], void> } = defineTasks(
  import.meta.url,
  {
    watch(): void {
      new Watcher().watch();
    },
  },
  { group: 'interleave/sockets' },
);
