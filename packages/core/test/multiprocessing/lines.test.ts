import '@interleave/node';
import { expect, test } from 'vitest';
import { currentProgram } from '../../src/agent/program.ts';
import { currentHost } from '../../src/agent/state.ts';
import { HEADER } from '../../src/memory/index.ts';
import { Lines } from '../../src/multiprocessing/lines.ts';
import type { Libc } from '../../src/posix/libc.ts';

const GENERATION = 2 ** 11;
const real = currentHost().processes!.libc();

interface World {
  readonly libc: Libc;
  /** What was done, in order. */
  readonly done: string[];
  /** The names that somebody listens to. */
  readonly ears: Set<string>;
  errno: number;
}

/** Sockets as this process sees them: a descriptor leads to a name, or to nobody any more. */
function world(): World {
  const leads = new Map<number, string>();
  let next = 50;
  const it: World = {
    done: [],
    ears: new Set(),
    errno: 0,
    libc: {
      ...real,
      errno: () => it.errno,
      socket: () => (next += 1),
      connect: (fd, address) => {
        const name = new TextDecoder().decode(address.subarray(3));
        it.done.push(`connect ${fd}`);
        if (!it.ears.has(name)) return -1;
        leads.set(fd, name);
        return 0;
      },
      replace: (from, to) => {
        it.done.push(`replace ${from} ${to}`);
        leads.set(to, leads.get(from)!);
        return to;
      },
      close: (fd) => {
        it.done.push(`close ${fd}`);
        leads.delete(fd);
        return 0;
      },
      send: (fd) => {
        const name = leads.get(fd);
        it.done.push(`send ${fd}`);
        if (name !== undefined && it.ears.has(name)) return 1;
        it.errno = 32;
        return -1;
      },
    },
  };
  return it;
}

function lines(libc: Libc, tag: string): Lines {
  currentProgram().words.store(HEADER.lines, 0);
  return new Lines(currentProgram(), libc, tag);
}

test('one connection is made to an agent, and used by every thread of the process', () => {
  const { libc, done, ears } = world();
  const first = lines(libc, 'a');
  ears.add(first.nameOf(7));
  first.ring(7);
  first.ring(7);
  new Lines(currentProgram(), libc, 'a').ring(7);
  expect(done).toEqual(['connect 51', 'send 51', 'send 51', 'send 51']);
});

test('where nobody listens nothing is left behind', () => {
  const { libc, done } = world();
  lines(libc, 'b').ring(7);
  expect(done).toEqual(['connect 51', 'close 51']);
});

test('a line to whoever is gone is replaced under its number, which is never free meanwhile', () => {
  const { libc, done, ears } = world();
  const ours = lines(libc, 'c');
  ears.add(ours.nameOf(7));
  ours.ring(7);
  ears.delete(ours.nameOf(7));
  ears.add(ours.nameOf(7 + GENERATION));
  ours.ring(7 + GENERATION);
  expect(done.slice(2)).toEqual(['connect 52', 'replace 52 51', 'close 52', 'send 51']);
});

test('a line that leads to somebody else than it says is found out by the write, and made anew', () => {
  const { libc, done, ears } = world();
  const ours = lines(libc, 'd');
  const [before, after] = [7, 7 + GENERATION];
  for (const id of [before, after]) ears.add(ours.nameOf(id));
  ours.ring(before);
  ours.ring(after);
  // As two threads leave it that replaced it at once.
  ears.delete(ours.nameOf(before));
  libc.connect(60, new TextEncoder().encode(`___${ours.nameOf(after)}`));
  libc.close(51);
  done.length = 0;
  ours.ring(after);
  expect(done).toEqual(['send 51', 'connect 53', 'replace 53 51', 'close 53', 'send 51']);
});

test('a line that is full is heard', () => {
  const it = world();
  const ours = lines({ ...it.libc, send: () => -1, errno: () => 11 }, 'e');
  it.ears.add(ours.nameOf(7));
  ours.ring(7);
  ours.ring(7);
  expect(it.done).toEqual(['connect 51']);
});
