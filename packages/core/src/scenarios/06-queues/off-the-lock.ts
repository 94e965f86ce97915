/**
 * Row 6.10: native code that does not need the lock of the interpreter, or the event loop.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { nativeDerivation } from '../support/native.ts';
import { assumeCpus, pairUp, type Pair } from '../support/pair-up.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory: whether somebody computes, and how often the event loop had its turn meanwhile. */
const BUSY = 0;
const TICKS = 1;

/** From so many ticks on the event loop has gone on: one alone could have been due already. */
const ENOUGH = 3;

type Seen = {
  readonly ticks: number;
  /** The key that native code derived, in hexadecimal digits; empty where it had none to derive. */
  readonly digest: string;
  readonly iterations: number;
  /** Of two native computations; null where there were none. */
  readonly pair: Pair | null;
};

interface Lengths {
  readonly iterations: number;
  readonly rounds: number;
  readonly patience: number;
  readonly pairing: number;
}

const { computeHere } = defineTasks(import.meta.url, {
  computeHere(words: SharedArrayBuffer, rounds: number, patience: number): void {
    const view = new Int32Array(words);
    atomicStore(view, BUSY, 1);
    // Once, and on a busy machine again until the others had their chance.
    for (const end = clock() + patience; ;) {
      scramble(rounds);
      if (atomicLoad(view, TICKS) >= ENOUGH || clock() > end) break;
    }
    atomicStore(view, BUSY, 0);
  },
});

/** Marsaglia's xorshift: work that nothing can do ahead of time, or leave out. */
function scramble(rounds: number): number {
  let x = 1;
  for (let i = 0; i < rounds; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
  }
  return x;
}

async function natively(ctx: ScenarioContext, view: Int32Array, lengths: Lengths): Promise<string> {
  const derive = await nativeDerivation();
  const one = (): Promise<string> =>
    derive(lengths.iterations, ctx.mutant === 'other-salt' ? 'pepper' : 'salt');
  let digest = await one();
  atomicStore(view, BUSY, 1);
  for (const end = ctx.now() + lengths.patience; ctx.now() < end && atomicLoad(view, TICKS) < ENOUGH;) {
    if (ctx.mutant === 'on-the-loop') scramble(lengths.rounds);
    else digest = await one();
  }
  atomicStore(view, BUSY, 0);
  return digest;
}

/** Iterations of a derivation that takes a few milliseconds, whatever the preset. */
const BURST = 5000;

/** Two derivations, short enough to have two CPUs for themselves now and then on a busy machine too. */
async function nativePair(ctx: ScenarioContext, { iterations, pairing }: Lengths): Promise<Pair> {
  ctx.assume(
    ctx.system !== undefined,
    'A page cannot ask for its CPU time, and that of Chromium has one thread for all its cryptography: two take turns',
  );
  ctx.assume(currentHost().parallelism() > 1, 'This machine has one CPU for this program');
  const derive = await nativeDerivation();
  const one = (): Promise<string> => derive(Math.min(iterations, BURST), 'salt');
  const inTurn = ctx.mutant === 'in-turn';
  const both = async (): Promise<unknown> =>
    inTurn ? [await one(), await one()] : Promise.all([one(), one()]);
  // Turns stay turns however often they are tried.
  const pair = await pairUp(ctx, one, both, inTurn ? 300 : pairing);
  assumeCpus(ctx, pair);
  ctx.measure('gain', pair.inRow / pair.atOnce);
  if (pair.cpus !== null) ctx.measure('cpus', pair.cpus);
  return pair;
}

/** What the one thread's event loop can do meanwhile: a timer, again and again. */
async function tick(ctx: ScenarioContext, view: Int32Array, over: () => boolean): Promise<void> {
  while (!over()) {
    await ctx.sleep(1);
    atomicAdd(view, TICKS, atomicLoad(view, BUSY));
  }
}

async function inScript(ctx: ScenarioContext, words: SharedArrayBuffer, lengths: Lengths): Promise<void> {
  const { rounds, patience } = lengths;
  const threaded = (ctx.variant === 'script-in-a-thread') !== (ctx.mutant === 'other-place');
  if (threaded) {
    const thread = new Thread(computeHere, { args: [words, rounds, patience], name: 'computer' }).start();
    await joinAll([thread], ctx.signal);
    return;
  }
  const view = new Int32Array(words);
  atomicStore(view, BUSY, 1);
  scramble(rounds);
  atomicStore(view, BUSY, 0);
}

/** By CPython's hashlib, for the presets. */
const DIGESTS: Readonly<Record<number, string>> = {
  50_000: 'ae409ce6f5eaac4f71e42819b480ebb0547d678d2859622f3b1ede4bc67a2a23',
  500_000: 'd6bc73960fd1b8b3064015965532b61c722728a9f033f0037b5dcf4fd4458976',
};

const GOES_ON: Outcome = {
  match: 'the loop goes on',
  expect: 'always',
  why: 'Whoever computes does so elsewhere, so that timers fire meanwhile',
};
const STILL: Outcome = {
  match: 'the loop stands still',
  expect: 'always',
  why: 'A function that computes has the event loop until it returns',
};
const WRONG: Outcome = {
  match: 'another key',
  expect: 'never',
  why: 'hashlib in CPython derives the same key',
};
const never = ({ match, why }: Outcome): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'off-the-lock',
  title: 'Native code off the lock: the loop goes on, and two take the time of one',
  section: 6,
  rows: ['6.10'],
  lesson:
    'Not all that a program computes is computed by its interpreter. Native code that needs none of the interpreter’s objects can do ' +
    'without its lock: numpy, hashlib and zlib let go of it while they compute, so threads of CPython gain from them what they ' +
    'cannot gain from Python code. That is up to the extension: one that keeps the lock stops all the others. In JavaScript the ' +
    'counterpart is an asynchronous function of the platform, which computes in a thread of the runtime and gives the event loop ' +
    'away meanwhile: cryptography, compression, image decoding. A script that computes by itself keeps the loop, and belongs into a thread.',
  refs: [
    {
      title: 'Python: hashlib, and when it lets go of the GIL',
      url: 'https://docs.python.org/3/library/hashlib.html#hashlib.hash.update',
    },
    {
      title: 'Web Cryptography: SubtleCrypto.deriveBits',
      url: 'https://www.w3.org/TR/webcrypto-2/#SubtleCrypto-method-deriveBits',
    },
    { title: 'RFC 8018: PBKDF2', url: 'https://www.rfc-editor.org/rfc/rfc8018#section-5.2' },
    { title: 'Node: UV_THREADPOOL_SIZE', url: 'https://nodejs.org/api/cli.html#uv_threadpool_sizesize' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    iterations: {
      type: 'integer',
      default: 500_000,
      quick: 50_000,
      min: 1000,
      max: 10_000_000,
      about: 'Of PBKDF2, which native code computes',
    },
    rounds: {
      type: 'integer',
      default: 5_000_000,
      quick: 1_000_000,
      min: 1000,
      max: 1_000_000_000,
      about: 'Of a generator of random numbers, which the script computes',
    },
    patience: {
      type: 'integer',
      default: 10_000,
      quick: 3000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'A loop that has not gone on after this stands still',
    },
    pairing: {
      type: 'integer',
      default: 40_000,
      min: 100,
      max: 300_000,
      unit: 'ms',
      about: 'How long two at once are tried again on a machine that is busy',
    },
  },
  variants: {
    script: { title: 'Script, on the event loop' },
    'script-in-a-thread': { title: 'Script, in a thread' },
    native: { title: 'Native code that the event loop waits for' },
    'native-twice': { title: 'Native code, twice in a row and twice at once' },
  },
  outcomes: {
    script: [STILL, never(GOES_ON)],
    'script-in-a-thread': [GOES_ON, never(STILL)],
    native: [GOES_ON, never(STILL), WRONG],
    'native-twice': [
      {
        match: 'two at once',
        expect: 'always',
        why: 'Each has a thread of the runtime to itself, and no lock that the other one would need',
      },
      { match: 'in turn', expect: 'never', why: 'Nothing makes them take turns' },
    ],
  },
  nonVacuous: {
    script: ['rounds'],
    'script-in-a-thread': ['rounds'],
    native: ['rounds'],
    'native-twice': ['rounds'],
  },
  mutants: [
    {
      id: 'other-place',
      variant: 'script-in-a-thread',
      status: 'forbidden',
      why: 'Computes on the event loop after all',
    },
    {
      id: 'on-the-loop',
      variant: 'native',
      status: 'forbidden',
      why: 'A script computes in place of native code',
    },
    { id: 'other-salt', variant: 'native', status: 'forbidden', why: 'Derives from another salt' },
    {
      id: 'in-turn',
      variant: 'native-twice',
      status: 'forbidden',
      why: 'The second begins when the first one has ended',
    },
  ],
  measures: [
    { id: 'ticks', title: 'Turns of the event loop meanwhile', unit: 'count', better: 'higher' },
    {
      id: 'gain',
      title: 'Two native computations in a row, over two at once',
      unit: 'ratio',
      better: 'higher',
    },
    {
      id: 'cpus',
      title: 'CPU time over time, of two native computations at once',
      unit: 'ratio',
      better: 'higher',
    },
  ],
  limit: 120_000,
  engine: 'timing',
  async run(ctx, params): Promise<Seen> {
    const words = new SharedArrayBuffer(8);
    const view = new Int32Array(words);
    ctx.count('rounds', params.rounds);
    const { iterations } = params;
    if (ctx.variant === 'native-twice')
      return { ticks: 0, digest: '', iterations, pair: await nativePair(ctx, params) };
    let over = false;
    const ticking = tick(ctx, view, () => over);
    let digest = '';
    try {
      if (ctx.variant === 'native') digest = await natively(ctx, view, params);
      else await inScript(ctx, words, params);
    } finally {
      over = true;
    }
    await ticking;
    const ticks = atomicLoad(view, TICKS);
    ctx.measure('ticks', ticks);
    return { ticks, digest, iterations, pair: null };
  },
  project({ ticks, digest, iterations, pair }): string {
    if (pair !== null) return pair.together ? 'two at once' : 'in turn';
    if (ticks < ENOUGH) return 'the loop stands still';
    const right = DIGESTS[iterations] ?? digest;
    return digest === '' || digest === right ? 'the loop goes on' : 'another key';
  },
});

export default scenario;
