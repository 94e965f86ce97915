/**
 * Section 5, below the rows: whether a thread that waits for a flag ever gets to know that it is set.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event } from '../../threading/index.ts';

interface Flags {
  /** A flag in shared memory. */
  readonly words: SharedArrayBuffer;
  /** A flag in an ordinary object, of which each thread gets a copy. */
  readonly box: { set: boolean };
  readonly event: Event;
}

const { plainSpin, atomicSpin, staleSpin, watchCopy, wait } = defineTasks(import.meta.url, {
  plainSpin({ words }: Flags): void {
    const flag = new Int32Array(words);
    while (flag[0] === 0);
  },
  atomicSpin({ words }: Flags): void {
    const flag = new Int32Array(words);
    while (atomicLoad(flag, 0) === 0);
  },
  staleSpin({ words }: Flags): void {
    const flag = new Int32Array(words)[0];
    while (flag === 0);
  },
  watchCopy({ box }: Flags): void {
    while (!box.set);
  },
  wait({ event }: Flags): void {
    event.waitSync();
  },
});

const HANGS: Outcome = {
  match: 'not ended',
  expect: 'never',
  why: 'The flag was set, and whoever waited for it must have got to know',
};
const mustEnd = (why: string): readonly Outcome[] => [{ match: 'ended', expect: 'always', why }, HANGS];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'waiting-for-a-flag',
  title: 'Waiting for a flag: a loop that never ends',
  section: 5,
  rows: [],
  lesson:
    'One thread waits in a loop until another sets a flag. With a flag in an ordinary object the loop never ends: each thread has a copy ' +
    'of its own, and nobody will ever set that one. With a flag in shared memory, read by a plain access, it may end or not: nothing in ' +
    'the loop changes the flag, so a compiler may read it once and spin on what it remembers, and the memory model allows that for ' +
    'ever. An atomic read is done anew each time, so that loop ends, and burns a processor until then. A wait for an Event ends because ' +
    'somebody sets it and thereby wakes who sleeps; it costs nothing meanwhile. In Python the lock of the interpreter makes every plain ' +
    'loop of this kind end.',
  refs: [
    {
      title: 'ECMAScript: shared memory guidelines',
      url: 'https://tc39.es/ecma262/#sec-shared-memory-guidelines',
    },
    {
      title: 'jcstress: a loop over a plain field',
      url: 'https://github.com/openjdk/jcstress/blob/master/jcstress-samples/src/main/java/org/openjdk/jcstress/samples/api/API_03_Termination.java',
    },
    { title: 'Python: Event', url: 'https://docs.python.org/3/library/threading.html#event-objects' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: {
    copy: { title: 'A flag in an ordinary object' },
    plain: { title: 'A flag in shared memory, read by a plain access' },
    atomic: { title: 'A flag in shared memory, read by an atomic access' },
    event: { title: 'An Event' },
  },
  outcomes: {
    copy: [
      {
        match: 'not ended',
        expect: 'always',
        why: 'The thread looks at its own copy of the object, which nobody sets',
      },
      { match: 'ended', expect: 'never', why: 'A thread saw a change of an object that it does not share' },
    ],
    plain: [
      { match: 'ended', expect: 'may', why: 'The flag was read again after it had been set' },
      {
        match: 'not ended',
        expect: 'interesting',
        why: 'The compiler reads the flag once and spins on what it remembers',
      },
    ],
    atomic: mustEnd('An atomic read is done anew each time round the loop'),
    event: mustEnd('Setting an Event wakes everybody who waits for it'),
  },
  // A body that had not begun to wait when the flag was set would have nothing to wait for.
  nonVacuous: { copy: ['begun'], plain: ['begun'], atomic: ['begun'], event: ['begun'] },
  mutants: [
    {
      id: 'shared-after-all',
      variant: 'copy',
      status: 'forbidden',
      why: 'The flag is in shared memory, so that the loop does end',
    },
    {
      id: 'reads-once',
      variant: 'atomic',
      status: 'forbidden',
      why: 'The flag is read once, before the loop',
    },
    { id: 'nobody-sets', variant: 'event', status: 'forbidden', why: 'The Event is never set' },
  ],
  measures: [{ id: 'until-end', title: 'From setting the flag to the end', unit: 'ms', better: 'lower' }],
  engine: 'terminate',
  bodies: { copy: watchCopy, plain: plainSpin, atomic: atomicSpin, event: wait },
  mutantBodies: { 'shared-after-all': atomicSpin, 'reads-once': staleSpin },
  prepare: (): Flags => ({ words: new SharedArrayBuffer(4), box: { set: false }, event: new Event() }),
  provoke: (ctx, { words, box, event }): void => {
    if (ctx.mutant === 'nobody-sets') return;
    box.set = true;
    atomicStore(new Int32Array(words), 0, 1);
    event.set();
  },
});

export default scenario;
