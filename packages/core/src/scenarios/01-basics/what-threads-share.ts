/**
 * Row 1.2: what a thread shares with its program, and what it has for itself.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Scenario, type ScenarioContext, systemAt } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, mainThread, Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';
import { systemWithProc } from '../support/system.ts';
import { JAVASCRIPT, PAGES } from '../support/runtimes.ts';

/** A variable of this module, of which every thread that loads it has its own. */
const box = { value: 'first' };

type Seen = { readonly key: string; readonly what: Readonly<Record<string, string | number>> };

/** Words of the shared memory: what one side writes and what the other has read of it. */
const TO_THREAD = 0;
const THREAD_READ = 1;
const TO_MAIN = 2;
const PID = 0;
const NATIVE_ID = 1;
const DEPTH = 0;
const BOX = 1;
const GIVEN = 2;

/** Frames until the stack is full. The value keeps the call from being made into a jump. */
function depthOfStack(): number {
  let depth = 0;
  const descend = (): number => {
    depth += 1;
    return descend() + depth;
  };
  try {
    return descend();
  } catch (error) {
    if (error instanceof RangeError || (error as Error).name === 'InternalError') return depth;
    throw error;
  }
}

function fallDown(): number {
  return fallDown() + 1;
}

const { exchange, change, overflow, identify, pidOfProgram } = defineTasks(import.meta.url, {
  exchange(buffer: SharedArrayBuffer | ArrayBuffer, written: Event, read: Event): string {
    const words = new Int32Array(buffer);
    written.waitSync();
    atomicStore(words, THREAD_READ, atomicLoad(words, TO_THREAD));
    atomicStore(words, TO_MAIN, mainThread().name.length);
    read.set();
    return mainThread().name;
  },
  change(given: { value: string }, buffer: SharedArrayBuffer): void {
    const words = new Int32Array(buffer);
    atomicStore(words, BOX, box.value === 'first' ? 1 : 2);
    atomicStore(words, GIVEN, given.value === 'second' ? 1 : 2);
    box.value = 'third';
    given.value = 'third';
  },
  overflow(buffer: SharedArrayBuffer, caught: boolean): void {
    atomicStore(new Int32Array(buffer), DEPTH, caught ? depthOfStack() : fallDown());
  },
  async identify(url: string, buffer: SharedArrayBuffer): Promise<void> {
    const words = new Int32Array(buffer);
    const { pid, readText } = await systemAt(url);
    atomicStore(words, PID, pid);
    // The kernel's own word for the thread that asks: the first field is its identifier.
    atomicStore(words, NATIVE_ID, Number.parseInt(readText('/proc/thread-self/stat') ?? '', 10));
  },
  async pidOfProgram(url: string): Promise<number> {
    return (await systemAt(url)).pid;
  },
});

const SECRET = 41;

async function shareMemory(ctx: ScenarioContext): Promise<Seen> {
  const buffer = new SharedArrayBuffer(12);
  const [written, read] = [new Event(), new Event()];
  // What is not shared is copied, at the start and for good.
  const sent = ctx.mutant === 'sent-a-copy' ? new ArrayBuffer(12) : buffer;
  const thread = new Thread(exchange, { args: [sent, written, read], name: 'partner' }).start();
  const words = new Int32Array(buffer);
  // After the start, so that it cannot have come along with the arguments.
  atomicStore(words, TO_THREAD, SECRET);
  written.set();
  await Promise.race([read.wait({ signal: ctx.signal }), joinAll([thread], ctx.signal)]);
  await joinAll([thread], ctx.signal);
  ctx.count('exchanges');
  const [there, here] = [atomicLoad(words, THREAD_READ), atomicLoad(words, TO_MAIN)];
  const whole = there === SECRET && here === mainThread().name.length;
  return { key: whole ? 'seen both ways' : 'not seen', what: { there, here, main: mainThread().name } };
}

async function changeObject(ctx: ScenarioContext): Promise<Seen> {
  const words = new Int32Array(new SharedArrayBuffer(12));
  box.value = 'second';
  const given = { value: 'second' };
  if (ctx.mutant === 'called-here') change(given, words.buffer as SharedArrayBuffer);
  else {
    const args: [typeof given, SharedArrayBuffer] = [given, words.buffer as SharedArrayBuffer];
    await joinAll([new Thread(change, { args, name: 'changer' }).start()], ctx.signal);
  }
  ctx.count('changes', atomicLoad(words, GIVEN) === 1 ? 1 : 0);
  const untouched = box.value === 'second' && given.value === 'second';
  const fresh = atomicLoad(words, BOX) === 1;
  const key = untouched && fresh ? 'own copy' : untouched ? 'the variable came along' : 'shared';
  return { key, what: { box: box.value, given: given.value } };
}

async function fillStack(ctx: ScenarioContext): Promise<Seen> {
  const buffer = new SharedArrayBuffer(4);
  const caught = ctx.mutant !== 'uncaught';
  const thread = new Thread(overflow, { args: [buffer, caught], name: 'deep' }).start();
  await thread.join({ signal: ctx.signal });
  const depth = atomicLoad(new Int32Array(buffer), DEPTH);
  ctx.count('overflows', thread.error === undefined && depth === 0 ? 0 : 1);
  ctx.measure('depth', depth);
  // This thread's own stack is none the fuller for it.
  const here = depthOfStack();
  return { key: thread.error || depth === 0 ? 'died' : 'caught', what: { depth, here } };
}

async function compareProcess(ctx: ScenarioContext): Promise<Seen> {
  if (ctx.system === undefined && ctx.mutant === undefined) {
    ctx.count('answers');
    return { key: 'not told', what: {} };
  }
  const system = systemWithProc(ctx);
  const words = new Int32Array(new SharedArrayBuffer(8));
  if (ctx.mutant === 'a-process-instead') {
    const { result } = await system.start(pidOfProgram, { args: [system.url] }).ended;
    atomicStore(words, PID, Number(result));
  } else {
    const args: [string, SharedArrayBuffer] = [system.url, words.buffer as SharedArrayBuffer];
    await joinAll([new Thread(identify, { args, name: 'asker' }).start()], ctx.signal);
  }
  const [pid, nativeId] = [atomicLoad(words, PID), atomicLoad(words, NATIVE_ID)];
  ctx.count('answers', pid > 0 ? 1 : 0);
  const what = { pid, mainPid: system.pid, nativeId };
  if (pid !== system.pid) return { key: 'another process', what };
  return { key: nativeId === system.pid ? 'the same thread' : 'one process', what };
}

const RUNS: Readonly<Record<string, (ctx: ScenarioContext) => Promise<Seen>>> = {
  'shared-memory': shareMemory,
  'plain-object': changeObject,
  'own-stack': fillStack,
  'one-process': compareProcess,
};

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'what-threads-share',
  title: 'What a thread shares with its program, and what it has for itself',
  section: 1,
  rows: ['1.2'],
  lesson:
    'A program begins with one thread, the main one, and may start more: flows of control in the same process, each with a stack of its ' +
    'own. In Python, and in C or Java, they share all memory: whatever object one of them changes has changed for all. In JavaScript a ' +
    'thread has its own heap as well: the modules are loaded anew, arguments are copied, and what one thread does to a plain object ' +
    'happens to its copy. What they do share is memory that says so, a SharedArrayBuffer, and everything that is built on it. ' +
    'So a race in JavaScript needs shared memory, or an await in the middle; it cannot happen to an ordinary variable.',
  refs: [
    { title: 'Python: threading', url: 'https://docs.python.org/3/library/threading.html' },
    {
      title: 'ECMAScript: SharedArrayBuffer objects',
      url: 'https://tc39.es/ecma262/#sec-sharedarraybuffer-objects',
    },
    {
      title: 'HTML: StructuredSerializeInternal',
      url: 'https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal',
    },
    { title: 'Linux: proc_pid_task(5)', url: 'https://man7.org/linux/man-pages/man5/proc_pid_task.5.html' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: {
    'shared-memory': { title: 'Memory that is shared' },
    'plain-object': { title: 'A variable and an object' },
    'own-stack': { title: 'A stack that overflows' },
    'one-process': { title: 'The process as the system sees it' },
  },
  outcomes: {
    'shared-memory': [
      {
        match: 'seen both ways',
        expect: 'always',
        why: 'What either side writes after the start is there for the other to read',
      },
      { match: 'not seen', expect: 'never', why: 'Memory that one side alone sees is not shared' },
    ],
    'plain-object': [
      {
        match: 'own copy',
        expect: 'always',
        why: 'The thread has loaded the module anew and got a copy of the argument; it changed those',
        on: JAVASCRIPT,
      },
      {
        match: 'shared',
        expect: 'always',
        why: 'The threads of Python share every object, so the change is seen',
        on: ['python'],
      },
      {
        match: 'shared',
        expect: 'never',
        why: 'An object that two threads change would need a heap in common, which JavaScript has not',
        on: JAVASCRIPT,
      },
      {
        match: 'the variable came along',
        expect: 'never',
        why: 'A module is evaluated again in each thread, not copied with its state',
      },
    ],
    'own-stack': [
      {
        match: 'caught',
        expect: 'always',
        why: 'The overflow is an error in the thread whose stack was full; it catches it and goes on',
      },
      { match: 'died', expect: 'never', why: 'An overflow that is caught ends nobody' },
    ],
    'one-process': [
      {
        match: 'one process',
        expect: 'always',
        why: 'The kernel has the thread under an identifier of its own, in the process that started it',
        on: ['node', 'deno', 'bun', 'python'],
      },
      {
        match: 'not told',
        expect: 'always',
        why: 'Which process runs it is nothing that a page is told',
        on: PAGES,
      },
      { match: 'another process', expect: 'never', why: 'A thread is no process' },
      { match: 'the same thread', expect: 'never', why: 'The first thread has the number of the process' },
    ],
  },
  nonVacuous: {
    'shared-memory': ['exchanges'],
    'plain-object': ['changes'],
    'own-stack': ['overflows'],
    'one-process': ['answers'],
  },
  mutants: [
    {
      id: 'sent-a-copy',
      variant: 'shared-memory',
      status: 'forbidden',
      why: 'Sends memory that is not shared, so that each side has its own',
    },
    {
      id: 'called-here',
      variant: 'plain-object',
      status: 'forbidden',
      why: 'Calls the task in this thread, where it changes the very object',
    },
    { id: 'uncaught', variant: 'own-stack', status: 'forbidden', why: 'Nobody catches the overflow' },
    {
      id: 'a-process-instead',
      variant: 'one-process',
      status: 'forbidden',
      why: 'Asks a program of its own instead of a thread',
    },
  ],
  measures: [{ id: 'depth', title: "Calls that fit a thread's stack", unit: 'count', better: 'neither' }],
  engine: 'run',
  run: (ctx) => (RUNS[ctx.variant] ?? shareMemory)(ctx),
  project: (seen) => seen.key,
});

export default scenario;
