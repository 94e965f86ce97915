import { AuthenticationError, TimeoutError } from '../../errors.ts';
import { Client, Listener } from '../../multiprocessing/index.ts';
import { until } from '../board.ts';
import { builtin } from '../builtins.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, rejects, throws } from '../check.ts';
import { answerTo } from './keys.ts';
import { joined, WAIT } from './make.ts';
import { framed, RawClient, text } from './raw.ts';

const key = 'the key';

/** What strangers say in place of an answer, and then nothing. */
const WORDS: Readonly<Record<string, Uint8Array>> = {
  'half a header': Uint8Array.of(0, 0),
  'less than its header says': framed(text('short'), 200),
  'more than an answer may have': framed(new Uint8Array(300)),
  'a header that says a gigabyte': framed(text('much'), 2 ** 30),
  'a header that says all there can be': framed(text('much'), 2 ** 31 - 1),
  'that a longer length follows': framed(new Uint8Array(8).fill(127), -1),
  'a value': framed(text('{"__proto__":1}'), -2 - 15),
  'a value without end': framed(new Uint8Array(200), -(2 ** 31)),
};

/** No more at once than the system lets wait. */
async function silentOnes(listener: Listener, count: number): Promise<RawClient[]> {
  const silent: RawClient[] = [];
  while (silent.length < count) {
    silent.push(...(await Promise.all(Array.from({ length: 100 }, () => RawClient.to(listener.address)))));
    await rejects(TimeoutError, listener.accept({ timeout: 1 }));
  }
  return silent;
}

export const hostile: CaseGroup = {
  title: 'strangers',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'who says something else than the protocol is dropped, and others come in meanwhile': async () => {
      using listener = new Listener({ port: 0 }, key);
      const strangers: RawClient[] = [];
      for (const words of Object.values(WORDS)) {
        const stranger = await RawClient.to(listener.address);
        strangers.push(stranger);
        stranger.send(words);
        const [here, there] = await joined(listener, key);
        await here.send('hello');
        equal(await there.recv(WAIT), 'hello');
        for (const end of [here, there]) end.close();
      }
      for (const stranger of strangers) stranger.end();
      throws(TimeoutError, () => listener.acceptSync({ timeout: 50 }));
      for (const stranger of strangers) stranger.destroy();
    },
    'random bytes harm nobody': async () => {
      using listener = new Listener({ port: 0 }, key);
      const random = builtin('node:crypto');
      const strangers = await Promise.all(Array.from({ length: 20 }, () => RawClient.to(listener.address)));
      for (const [index, stranger] of strangers.entries()) {
        stranger.send(random.randomBytes(1 + index * 37));
        stranger.end();
      }
      // Whoever happens to frame an answer has a wrong one.
      for (let tries = 0; ; tries += 1) {
        const client = Client(listener.address, key, WAIT);
        const accepted = listener.accept(WAIT).catch((error: unknown) => error);
        const one = await accepted;
        if (!(one instanceof AuthenticationError)) {
          using here = await client;
          await here.send(tries);
          equal(await (one as Awaited<ReturnType<Listener['accept']>>).recv(WAIT), tries);
          (one as Disposable)[Symbol.dispose]();
          break;
        }
        void client.then((late) => late.close()).catch(() => {});
      }
      for (const stranger of strangers) stranger.destroy();
    },
    'an answer that was right once is wrong the next time': async () => {
      using listener = new Listener({ port: 0 }, key);
      const first = await RawClient.to(listener.address);
      const refused = rejects(AuthenticationError, listener.accept(WAIT));
      const right = answerTo(await first.next(), key);
      first.message(right);
      equal(new TextDecoder().decode(await first.next()), '#WELCOME#');
      const second = await RawClient.to(listener.address);
      await second.next();
      second.message(right);
      equal(new TextDecoder().decode(await second.next()), '#FAILURE#');
      await refused;
      await until(() => second.ended, 'it is dropped');
      equal(second.received, 0);
      for (const client of [first, second]) client.destroy();
    },
    '200 that say nothing keep nobody waiting, whichever way one waits': async () => {
      using listener = new Listener({ port: 0 }, key);
      const silent = await silentOnes(listener, 200);
      const [here, there] = await joined(listener, key);
      const client = Client(listener.address, key, WAIT);
      await until(() => {
        try {
          listener.acceptSync({ timeout: 1 }).close();
          return true;
        } catch (error) {
          if (error instanceof TimeoutError) return false;
          throw error;
        }
      }, 'it is let in');
      (await client).close();
      await here.send('they are still there');
      equal(await there.recv(WAIT), 'they are still there');
      for (const end of [here, there]) end.close();
      equal(silent.filter(({ ended }) => ended).length, 0);
      for (const client of silent) client.destroy();
    },
    'of more than may be about to prove their key the first has to go': async () => {
      using listener = new Listener({ port: 0 }, key);
      const silent = await silentOnes(listener, 300);
      const [here, there] = await joined(listener, key);
      for (const end of [here, there]) end.close();
      await until(() => silent.filter(({ ended }) => ended).length >= 44, 'the first are dropped');
      for (const client of silent) client.destroy();
    },
  },
};
