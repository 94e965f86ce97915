import { builtin } from '../builtins.ts';
import { markedBy } from '../process-table.ts';

/** By what a program is found. */
export interface Traces {
  /** A setting of its environment, which its processes inherit; undefined: not looked for. */
  readonly mark: string | undefined;
  /** Its name among sockets, and the number of its segment's file; undefined before it has said them. */
  readonly tag: string | undefined;
  readonly segment: number | undefined;
  /** What was in /dev/shm before. */
  readonly shared: readonly string[];
}

const fs = (): ReturnType<typeof builtin<'node:fs'>> => builtin('node:fs');

function list(path: string): readonly string[] {
  try {
    return fs().readdirSync(path);
  } catch {
    // The process has ended, or is another user's.
    return [];
  }
}

function read(path: string): string {
  try {
    return fs().readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** But for semaphores, of which this library makes none: they are those of some Python. */
export function sharedFiles(): readonly string[] {
  return list('/dev/shm').filter((name) => !name.startsWith('sem.'));
}

function link(path: string): string {
  try {
    return fs().readlinkSync(path);
  } catch {
    return '';
  }
}

function opens(path: string, segment: number): boolean {
  if (!link(path).startsWith('/memfd:interleave')) return false;
  try {
    return fs().statSync(path).ino === segment;
  } catch {
    return false;
  }
}

/** Processes that have a segment open or mapped, whoever they are. */
function holders(segment: number): string[] {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const maps = read(`/proc/${pid}/maps`).split('\n');
      if (maps.some((line) => line.includes('/memfd:interleave') && line.split(/ +/)[4] === String(segment)))
        return true;
      return list(`/proc/${pid}/fd`).some((fd) => opens(`/proc/${pid}/fd/${fd}`, segment));
    });
}

/** What is left of a program: nothing, a moment after its end. */
export function leftOf({ mark, tag, segment, shared }: Traces): string[] {
  const marked = mark === undefined ? [] : markedBy(mark);
  const processes = marked.map(({ pid, command }) => `process ${pid}: ${command}`);
  const sockets = read('/proc/net/unix')
    .split('\n')
    .filter((line) => tag !== undefined && line.includes(`interleave/${tag}`));
  const segments = segment === undefined ? [] : holders(segment).map((pid) => `the segment, in ${pid}`);
  const files = sharedFiles()
    .filter((name) => !shared.includes(name))
    .map((name) => `/dev/shm/${name}`);
  return [...processes, ...sockets, ...segments, ...files];
}
