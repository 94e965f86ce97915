/**
 * Rows 2.5 and 2.6: waiting for a person who types, and for servers that are slow.
 *
 * @module
 */

import { defineScenario, type Scenario, type ScenarioContext, systemAt } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';
import { newSlip, readSlip, writeSlip } from '../support/slip.ts';
import { systemOf } from '../support/system.ts';

const TYPED = 'something typed';
const TICKED = 'ticked';

type Seen = {
  /** Ticks of the main thread while nobody had typed anything, or calls at the server at one moment. */
  readonly meanwhile: number;
  readonly wanted: number;
  /** Whether the line, or every answer, arrived whole. */
  readonly whole: boolean;
};

type Typing = { readonly ticks: number; readonly line: string | null };

const { readLine, typing, call } = defineTasks(import.meta.url, {
  async readLine(url: string, reading: Event, slip: SharedArrayBuffer): Promise<void> {
    const { readLineSync } = await systemAt(url);
    reading.set();
    writeSlip(slip, readLineSync());
  },
  /** The main of a program that reads a line in a thread and ticks until it has one. */
  async typing(url: string, ticks: number, onMain: boolean): Promise<Typing> {
    const { readLineSync, writeLine } = await systemAt(url);
    if (onMain) return { ticks: 0, line: readLineSync() };
    const [reading, never] = [new Event(), new Event()];
    const slip = newSlip();
    const thread = new Thread(readLine, { args: [url, reading, slip], name: 'reader' }).start();
    await reading.wait();
    let ticked = 0;
    while (ticked < ticks && readSlip(slip) === undefined) {
      await never.wait({ timeout: 1 });
      ticked += 1;
    }
    writeLine(TICKED);
    await joinAll([thread], new AbortController().signal);
    return { ticks: ticked, line: readSlip<string>(slip) ?? null };
  },
  async call(url: string, address: string, slip: SharedArrayBuffer): Promise<void> {
    const { fetch } = await systemAt(url);
    writeSlip(slip, (await fetch(address)).text);
  },
});

async function type(ctx: ScenarioContext, ticks: number, patience: number): Promise<Seen> {
  const system = systemOf(ctx);
  const onMain = ctx.mutant === 'reads-on-main';
  const program = system.start(typing, { args: [system.url, ticks, onMain] });
  // A person types when the program has ticked; or at some time, when it does not.
  const ticked = new Promise<void>((resolve) => {
    program.onLine((line) => {
      if (line === TICKED) resolve();
    });
  });
  await Promise.race([ticked, program.ended, ctx.sleep(patience)]);
  program.write(`${TYPED}\n`);
  const { result, errors } = await program.ended;
  if (result === undefined) throw new Error(`The program failed: ${errors}`);
  const seen = result as Typing;
  ctx.count('lines', seen.line === null ? 0 : 1);
  ctx.measure('ticks', seen.ticks);
  return { meanwhile: seen.ticks, wanted: ticks, whole: seen.line === TYPED };
}

/** A server that answers nobody before all callers are there, or its patience is over. */
async function callAll(ctx: ScenarioContext, calls: number, patience: number): Promise<Seen> {
  const system = systemOf(ctx);
  const complete = new Event();
  let inside = 0;
  let most = 0;
  const server = await system.serve(async (path) => {
    most = Math.max(most, ++inside);
    if (inside === calls) complete.set();
    await complete.wait({ timeout: patience });
    inside -= 1;
    return { status: 200, text: path };
  });
  const begin = ctx.now();
  try {
    const addresses = Array.from({ length: calls }, (_, index) => `${server.url}/${index}`);
    const answers = await (ctx.variant === 'network-threads' ? onThreads : onOneLoop)(ctx, addresses);
    ctx.count('answers', answers.length);
    ctx.measure('calls', ctx.now() - begin);
    const whole = answers.every((text, index) => text === `/${index}`);
    return { meanwhile: most, wanted: calls, whole };
  } finally {
    await server.close();
  }
}

async function onThreads(ctx: ScenarioContext, addresses: readonly string[]): Promise<readonly string[]> {
  const { url } = systemOf(ctx);
  const slips = addresses.map(() => newSlip());
  const start = (address: string, index: number): Thread<never[]> =>
    new Thread(call, {
      args: [url, address, slips[index] ?? newSlip()],
      name: `caller-${index + 1}`,
    }).start() as Thread<never[]>;
  if (ctx.mutant === 'one-at-a-time')
    for (const [index, address] of addresses.entries()) await joinAll([start(address, index)], ctx.signal);
  else await joinAll(addresses.map(start), ctx.signal);
  return slips.map((slip) => readSlip<string>(slip) ?? '');
}

async function onOneLoop(ctx: ScenarioContext, addresses: readonly string[]): Promise<readonly string[]> {
  const { fetch } = systemOf(ctx);
  const ask = async (address: string): Promise<string> => (await fetch(address, { signal: ctx.signal })).text;
  if (ctx.mutant === undefined) return Promise.all(addresses.map(ask));
  const answers: string[] = [];
  for (const address of addresses) answers.push(await ask(address));
  return answers;
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'waiting-outside',
  title: 'Waiting for a person and for servers',
  section: 2,
  rows: ['2.5', '2.6'],
  lesson:
    'Most of what programs wait for is outside of them: somebody who types, a disk, an answer from the network. A thread that waits for ' +
    'it holds up nobody else, so a program can read its standard input in one thread and go on ticking in another, and calls to several ' +
    'slow servers overlap, each in a thread of its own. An event loop gets by with one thread for the second, because the ' +
    'system tells it which answer has come. But a read that blocks, on the main thread of a JavaScript program, stops everything that ' +
    'the loop would have done.',
  refs: [
    {
      title: 'Node: the event loop',
      url: 'https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick',
    },
    { title: 'Python: input', url: 'https://docs.python.org/3/library/functions.html#input' },
    { title: 'Python: asyncio streams', url: 'https://docs.python.org/3/library/asyncio-stream.html' },
    { title: 'Linux: read(2)', url: 'https://man7.org/linux/man-pages/man2/read.2.html' },
  ],
  requires: ['threads', 'shared-memory', 'operating-system'],
  params: {
    ticks: {
      type: 'integer',
      default: 50,
      quick: 10,
      min: 1,
      max: 10_000,
      about: 'Ticks before anybody types',
    },
    calls: { type: 'integer', default: 4, min: 2, max: 32, about: 'Calls to slow servers' },
    patience: {
      type: 'integer',
      default: 20_000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'How long a person waits for ticks, and a server for the other calls',
    },
  },
  variants: {
    input: { title: 'A thread reads the standard input' },
    'network-threads': { title: 'Threads call slow servers' },
    'network-flows': { title: 'Flows of one event loop do' },
  },
  outcomes: {
    input: [
      {
        match: 'overlapped',
        expect: 'always',
        why: 'The main thread ticked as often as it was to before anybody typed, and then the line arrived',
      },
      { match: 'stood still', expect: 'never', why: 'A thread that reads holds up itself alone' },
      { match: 'garbled', expect: 'never', why: 'What was typed is what is read' },
    ],
    'network-threads': [
      { match: 'overlapped', expect: 'always', why: 'All calls were at the server before any was answered' },
      { match: 'stood still', expect: 'never', why: 'One thread’s call does not wait for another’s answer' },
      { match: 'garbled', expect: 'never', why: 'Each call has its own answer' },
    ],
    'network-flows': [
      { match: 'overlapped', expect: 'always', why: 'A flow that awaits an answer lets the next one call' },
      { match: 'stood still', expect: 'never', why: 'Nobody has to wait for the answer to another' },
      { match: 'garbled', expect: 'never', why: 'Each call has its own answer' },
    ],
  },
  nonVacuous: { input: ['lines'], 'network-threads': ['answers'], 'network-flows': ['answers'] },
  mutants: [
    {
      id: 'reads-on-main',
      variant: 'input',
      status: 'forbidden',
      why: 'Reads on the main thread, whose loop then stands still',
    },
    {
      id: 'one-at-a-time',
      variant: 'network-threads',
      status: 'forbidden',
      why: 'Starts each thread when the one before has its answer',
    },
    {
      id: 'awaited-in-turn',
      variant: 'network-flows',
      status: 'forbidden',
      why: 'Awaits each answer before it calls again',
    },
  ],
  measures: [
    { id: 'ticks', title: 'Ticks while nobody typed', unit: 'count', better: 'higher' },
    { id: 'calls', title: 'Time of all calls', unit: 'ms', better: 'lower' },
  ],
  engine: 'run',
  run(ctx, params): Promise<Seen> {
    // Who waits in vain, as every mutant does, need not wait long.
    const patience = ctx.mutant === undefined ? params.patience : 300;
    if (ctx.variant === 'input') return type(ctx, params.ticks, patience);
    return callAll(ctx, params.calls, patience);
  },
  project({ meanwhile, wanted, whole }): string {
    if (!whole) return 'garbled';
    return meanwhile < wanted ? 'stood still' : 'overlapped';
  },
});

export default scenario;
