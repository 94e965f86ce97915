/**
 * Row 8.8: two programs that have nothing in common but an address and a key.
 *
 * @module
 */

import { AuthenticationError, EOFError } from '../../errors.ts';
import {
  Client,
  Listener,
  Process,
  type Address,
  type SharedValue,
  Value,
} from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { systemOf } from '../support/system.ts';

type Seen = {
  readonly wanted: number;
  /** Messages that have come to who listens. */
  readonly there: number;
  /** Those that have come back unchanged. */
  readonly back: number;
  /** Whether each end has refused the other for its key. */
  readonly listenerRefused: boolean;
  readonly clientRefused: boolean;
};

interface Caller {
  readonly address: Address;
  readonly key: string;
  readonly messages: number;
  readonly back: SharedValue<'i32'>;
  readonly refused: SharedValue<'i32'>;
}

const KEY = 'between us';
const ANOTHER = 'between others';
const PATIENCE = 30_000;

const { call } = defineTasks(import.meta.url, {
  async call({ address, key, messages, back, refused }: Caller): Promise<void> {
    try {
      using connection = await Client(address, key, { timeout: PATIENCE });
      for (let message = 0; message < messages; message++) {
        await connection.send({ message });
        const answer = await connection.recv<{ readonly message: number }>({ timeout: PATIENCE });
        if (answer.message === message) back.add(1);
      }
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      refused.add(1);
    }
  },
});

/** Answers all that one client says; gives how much that was. */
async function answer(ctx: ScenarioContext, listener: Listener): Promise<number> {
  const { signal } = ctx;
  using connection = await listener.accept({ signal });
  for (let there = 0; ; there++) {
    try {
      const said = await connection.recv<{ readonly message: number }>({ signal });
      await connection.send(ctx.mutant === 'another-answer' ? { message: -1 } : said);
    } catch (error) {
      if (error instanceof EOFError) return there;
      throw error;
    }
  }
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const TALK: readonly Outcome[] = [
  {
    match: 'all said and answered',
    expect: 'always',
    why: 'Both have proved that they know the key, and each message arrives whole and in its turn',
  },
  never('refused by both', 'Both know the key'),
  never('something is missing', 'What was sent arrives, and so does its answer'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'sockets',
  title: 'Programs that know an address and a key',
  section: 8,
  rows: ['8.8'],
  lesson:
    'Processes that did not start each other share no memory, but they can have an address in common: a unix socket on one machine, a TCP ' +
    'port between any two. Whoever can reach it can connect, so a connection is worth nothing until both ends have proved who they are: each ' +
    'sends the other random bytes and wants them back signed with the key, which itself is never sent. With another key both are told, ' +
    'and no byte of what they had to say has passed. After that a connection is as a pipe: whole messages, in order, until one end goes.',
  refs: [
    {
      title: 'Python: multiprocessing.connection, Listeners and Clients',
      url: 'https://docs.python.org/3/library/multiprocessing.html#module-multiprocessing.connection',
    },
    {
      title: 'Python: authentication keys',
      url: 'https://docs.python.org/3/library/multiprocessing.html#authentication-keys',
    },
    { title: 'RFC 2104: HMAC', url: 'https://www.rfc-editor.org/rfc/rfc2104' },
  ],
  requires: PROCESSES,
  params: {
    messages: {
      type: 'integer',
      default: 200,
      quick: 20,
      min: 1,
      max: 100_000,
      about: 'Messages that are said',
    },
  },
  variants: {
    unix: { title: 'By a unix socket' },
    tcp: { title: 'By TCP' },
    'another-key': { title: 'By TCP, with another key' },
  },
  outcomes: {
    unix: TALK,
    tcp: TALK,
    'another-key': [
      {
        match: 'refused by both',
        expect: 'always',
        why: 'Neither has proved to the other that it knows its key',
      },
      never('all said and answered', 'Nobody is let in without the key'),
      never('something is missing', 'Nothing has passed that could be missing'),
    ],
  },
  nonVacuous: { unix: ['messages'], tcp: ['messages'], 'another-key': ['refusals'] },
  mutants: [
    {
      id: 'another-answer',
      variant: 'unix',
      status: 'forbidden',
      why: 'Each answer is another than what was said',
    },
    { id: 'key-forgotten', variant: 'tcp', status: 'forbidden', why: 'The client has another key' },
    { id: 'same-key', variant: 'another-key', status: 'forbidden', why: 'The client has the same key' },
  ],
  measures: [{ id: 'wall', title: 'From the call to the end', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { messages }): Promise<Seen> {
    const { storage } = systemOf(ctx);
    const wrong =
      ctx.mutant === 'key-forgotten' || (ctx.variant === 'another-key' && ctx.mutant === undefined);
    const folder = storage.makeFolder();
    try {
      using listener = new Listener(ctx.variant === 'unix' ? `${folder}/socket` : { port: 0 }, KEY);
      const [back, refused] = [Value('i32', 0, { lock: false }), Value('i32', 0, { lock: false })];
      const caller: Caller = {
        address: listener.address,
        key: wrong ? ANOTHER : KEY,
        messages,
        back,
        refused,
      };
      const begin = ctx.now();
      const child = new Process(call, { args: [caller] }).start();
      let [there, listenerRefused] = [0, false];
      try {
        there = await answer(ctx, listener);
      } catch (error) {
        if (!(error instanceof AuthenticationError)) throw error;
        listenerRefused = true;
      }
      await joinProcesses([child], ctx.signal);
      ctx.measure('wall', ctx.now() - begin);
      ctx.count('messages', there);
      ctx.count('refusals', refused.value);
      return { wanted: messages, there, back: back.value, listenerRefused, clientRefused: refused.value > 0 };
    } finally {
      storage.remove(folder);
    }
  },
  project({ wanted, there, back, listenerRefused, clientRefused }): string {
    if (listenerRefused && clientRefused && there === 0) return 'refused by both';
    return there === wanted && back === wanted ? 'all said and answered' : 'something is missing';
  },
});

export default scenario;
