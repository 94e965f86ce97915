/**
 * Row 8.3: two connected ends, one of them a child’s.
 *
 * @module
 */

import { EOFError } from '../../errors.ts';
import { type Connection, Pipe, Process } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';

type Seen = { readonly key: string; readonly messages: number; readonly bytes: number };

interface Sizes {
  readonly messages: number;
  readonly mebibytes: number;
  readonly wait: number;
}

/** What a child does wrong. */
type Slip = 'none' | 'skips' | 'joins-two' | 'cuts';

const MIB = 2 ** 20;

function byteAt(index: number): number {
  return (index * 31 + (index >>> 12)) & 0xff;
}

const tasks = defineTasks(import.meta.url, {
  /** Sends each message back, until null. */
  echo(end: Connection, slip: Slip): void {
    let before: unknown;
    for (;;) {
      const message = end.recvSync<{ readonly number: number } | null>();
      if (message === null) return;
      if (slip === 'joins-two' && message.number % 2 === 0) before = message;
      else if (!(slip === 'skips' && message.number === 3))
        end.sendSync(slip === 'joins-two' ? [before, message] : message);
    }
  },
  sendLarge(end: Connection, length: number, slip: Slip): void {
    const bytes = new Uint8Array(length);
    for (let index = 0; index < length; index += 1) bytes[index] = byteAt(index);
    end.sendBytesSync(bytes, slip === 'cuts' ? { size: 65_536 } : {});
  },
  /** Sends some, and ends without a word. */
  sendAndEnd(end: Connection, messages: number): void {
    for (let number = 0; number < messages; number += 1) end.sendSync({ number });
  },
});

/** What comes back of what is sent, each as it was and apart from the next. */
async function thereAndBack(ctx: ScenarioContext, { messages }: Sizes): Promise<Seen> {
  const [here, there] = Pipe();
  const slip = ctx.mutant === 'skips' ? 'skips' : ctx.mutant === 'joins-two' ? 'joins-two' : 'none';
  const child = new Process(tasks.echo, { args: [there, slip] }).start();
  there.close();
  let [got, key] = [0, 'each as it was sent'];
  const receive = async (): Promise<void> => {
    for (;;) {
      const message: unknown = await here.recv({ signal: ctx.signal });
      if (JSON.stringify(message) !== JSON.stringify({ number: got })) key = 'others than were sent';
      got += 1;
    }
  };
  const start = ctx.now();
  // Until the child has ended: what has not come by then does not come.
  const receiving = receive().catch((error: unknown) => {
    if (!(error instanceof EOFError)) throw error;
  });
  for (let number = 0; number < messages; number += 1) await here.send({ number }, { signal: ctx.signal });
  await here.send(null, { signal: ctx.signal });
  await receiving;
  ctx.measure('round-trip', (ctx.now() - start) / messages);
  await joinProcesses([child], ctx.signal);
  ctx.count('messages', got);
  return { key: got < messages ? 'some lost' : key, messages: got, bytes: 0 };
}

/** A message that is larger than any pipe. */
async function large(ctx: ScenarioContext, { mebibytes }: Sizes): Promise<Seen> {
  const [here, there] = Pipe({ duplex: false });
  const length = mebibytes * MIB;
  const child = new Process(tasks.sendLarge, {
    args: [there, length, ctx.mutant === 'cut' ? 'cuts' : 'none'],
  }).start();
  there.close();
  await here.poll({ timeout: Infinity, signal: ctx.signal });
  const start = ctx.now();
  const bytes = await here.recvBytes({ signal: ctx.signal });
  ctx.measure('transfer', ctx.now() - start);
  await joinProcesses([child], ctx.signal);
  ctx.count('messages');
  const same = bytes.every((byte, index) => byte === byteAt(index));
  const key = bytes.length === length && same ? 'whole' : bytes.length < length ? 'in part' : 'other bytes';
  return { key, messages: 1, bytes: bytes.length };
}

/** The child ends, and the parent has closed its copy of the child’s end, or not. */
async function toTheEnd(ctx: ScenarioContext, { messages, wait }: Sizes): Promise<Seen> {
  const [here, there] = Pipe();
  const child = new Process(tasks.sendAndEnd, { args: [there, messages] }).start();
  const closes =
    (ctx.variant === 'end') !== (ctx.mutant === 'left-open' || ctx.mutant === 'closed-after-all');
  if (closes) there.close();
  let got = 0;
  let key = 'waits in vain';
  // The end is something to receive too.
  const patience = (): number => (got < messages ? Infinity : wait);
  while (await here.poll({ timeout: patience(), signal: ctx.signal })) {
    try {
      await here.recv({ signal: ctx.signal });
      got += 1;
    } catch (error) {
      if (!(error instanceof EOFError)) throw error;
      key = got === messages ? 'all, then the end' : 'the end before all';
      break;
    }
  }
  // Not before: a copy that nobody will use any more may be collected, which closes it too.
  there.close();
  await joinProcesses([child], ctx.signal);
  ctx.count('messages', got);
  return { key, messages: got, bytes: 0 };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'pipe',
  title: 'A pipe between a parent and its child',
  section: 8,
  rows: ['8.3'],
  lesson:
    'A pipe has two ends, and what is sent at one is received at the other, both ways or one way. Unlike the bytes of a file or a socket, messages do ' +
    'not run together: a value arrives as one value, and sixteen million bytes as one message, though no pipe holds as many at once and the sender waits ' +
    'meanwhile. It ends when nobody has the other end any more, because it was closed or because its holder has died: first comes what was left, then EOFError. ' +
    'That is why a parent closes its copy of the end that it has given to its child. If it does not, it has that end itself, ' +
    'and waits in vain for a child that ended long ago.',
  refs: [
    {
      title: 'Python: multiprocessing.Pipe',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Pipe',
    },
    { title: 'Linux: pipe(7)', url: 'https://man7.org/linux/man-pages/man7/pipe.7.html' },
  ],
  requires: PROCESSES,
  params: {
    messages: {
      type: 'integer',
      default: 2000,
      quick: 100,
      min: 10,
      max: 1_000_000,
      about: 'Messages that are sent',
    },
    mebibytes: {
      type: 'integer',
      default: 16,
      quick: 2,
      min: 1,
      max: 128,
      unit: 'MiB',
      about: 'Size of the large message',
    },
    wait: {
      type: 'integer',
      default: 2000,
      quick: 500,
      min: 50,
      max: 60_000,
      unit: 'ms',
      about: 'How long nothing must come before somebody waits in vain',
    },
  },
  variants: {
    'both-ways': { title: 'Values to a child and back' },
    large: { title: 'One message that is larger than any pipe' },
    end: { title: 'The child ends, and the parent has closed its copy of the child’s end' },
    'copy-left-open': { title: 'The same, but the parent has kept its copy' },
  },
  outcomes: {
    'both-ways': [
      {
        match: 'each as it was sent',
        expect: 'always',
        why: 'A message is received whole and alone, in the order of the sends',
      },
      never('some lost', 'What was sent is there until it is received'),
      never('others than were sent', 'Messages do not run together'),
    ],
    large: [
      { match: 'whole', expect: 'always', why: 'The sender waits while there is no room for the rest' },
      never('in part', 'A message is received whole'),
      never('other bytes', 'They arrive as they were sent'),
    ],
    end: [
      { match: 'all, then the end', expect: 'always', why: 'Nobody is left who could send' },
      never('the end before all', 'What was sent is there until it is received'),
      never('waits in vain', 'The only holder of the other end is dead'),
    ],
    'copy-left-open': [
      { match: 'waits in vain', expect: 'always', why: 'The parent itself could still send' },
      never('all, then the end', 'Somebody has the other end'),
      never('the end before all', 'What was sent is there until it is received'),
    ],
  },
  nonVacuous: {
    'both-ways': ['messages'],
    large: ['messages'],
    end: ['messages'],
    'copy-left-open': ['messages'],
  },
  mutants: [
    { id: 'skips', variant: 'both-ways', status: 'forbidden', why: 'The child does not answer one message' },
    {
      id: 'joins-two',
      variant: 'both-ways',
      status: 'forbidden',
      why: 'The child sends two messages as one',
    },
    { id: 'cut', variant: 'large', status: 'forbidden', why: 'Only what a pipe holds is sent' },
    { id: 'left-open', variant: 'end', status: 'forbidden', why: 'The parent does not close its copy' },
    {
      id: 'closed-after-all',
      variant: 'copy-left-open',
      status: 'forbidden',
      why: 'The parent closes its copy',
    },
  ],
  measures: [
    { id: 'round-trip', title: 'One message there and back, many at once', unit: 'ms', better: 'lower' },
    { id: 'transfer', title: 'Receiving the large message', unit: 'ms', better: 'lower' },
  ],
  limit: 120_000,
  engine: 'run',
  run(ctx, sizes): Promise<Seen> {
    if (ctx.variant === 'both-ways') return thereAndBack(ctx, sizes);
    return ctx.variant === 'large' ? large(ctx, sizes) : toTheEnd(ctx, sizes);
  },
  project: ({ key }) => key,
});

export default scenario;
