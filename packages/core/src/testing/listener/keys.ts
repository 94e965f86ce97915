import { AuthenticationError, EOFError } from '../../errors.ts';
import { Client, Listener } from '../../multiprocessing/index.ts';
import { builtin } from '../builtins.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, rejects } from '../check.ts';
import { joined, WAIT } from './make.ts';
import { RawClient, RawServer, text } from './raw.ts';

const key = 'the key';

/** As CPython answers. */
export function answerTo(challenge: Uint8Array, secret: string): Uint8Array {
  const asked = challenge.subarray('#CHALLENGE#'.length);
  const digest = builtin('node:crypto').createHmac('sha256', secret).update(asked).digest();
  return Uint8Array.from([...text('{sha256}'), ...digest]);
}

export const keys: CaseGroup = {
  title: 'keys',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'another key is an AuthenticationError at both ends, and the next one comes in': async () => {
      using listener = new Listener({ port: 0 }, key);
      for (const wrong of ['another key', '', new Uint8Array(64)]) {
        const [client, accepted] = [Client(listener.address, wrong, WAIT), listener.accept(WAIT)];
        await Promise.all([rejects(AuthenticationError, client), rejects(AuthenticationError, accepted)]);
      }
      const [here, there] = await joined(listener, key);
      for (const end of [here, there]) end.close();
    },
    'AUTH-02 a client that is not welcomed after its answer is told so': async () => {
      const server = await RawServer.listening();
      const client = Client(server.address, key, WAIT);
      const caller = await server.caller();
      caller.message(Uint8Array.from([...text('#CHALLENGE#{sha256}'), ...new Uint8Array(40)]));
      equal(new TextDecoder().decode((await caller.next()).subarray(0, 8)), '{sha256}');
      caller.message(text('something else'));
      await rejects(AuthenticationError, client);
      server.close();
    },
    'AUTH-02 nor is one satisfied that is asked for nothing, or by an older digest': async () => {
      const server = await RawServer.listening();
      for (const challenge of [
        'hello',
        '#CHALLENGE#',
        '#CHALLENGE#{md5}0123456789012345678901234567890123456789',
      ]) {
        const client = Client(server.address, key, WAIT);
        (await server.caller()).message(text(challenge));
        await rejects(AuthenticationError, client);
      }
      const client = Client(server.address, key, WAIT);
      (await server.caller()).end();
      await rejects(EOFError, client);
      server.close();
    },
    'AUTH-03 the answer is the HMAC of what was asked, each time of another, and asked of both': async () => {
      using listener = new Listener({ port: 0 }, key);
      const asked: string[] = [];
      for (const welcome of ['#WELCOME#', '#FAILURE#']) {
        const accepted = listener.accept(WAIT);
        const client = await RawClient.to(listener.address);
        const challenge = await client.next();
        asked.push(challenge.join());
        equal(
          [new TextDecoder().decode(challenge.subarray(0, 19)), challenge.length],
          ['#CHALLENGE#{sha256}', 59],
        );
        client.message(answerTo(challenge, key));
        equal(new TextDecoder().decode(await client.next()), '#WELCOME#');
        const mine = Uint8Array.from([...text('#CHALLENGE#{sha256}'), ...new Uint8Array(40).fill(9)]);
        client.message(mine);
        equal(await client.next(), answerTo(mine, key));
        client.message(text(welcome));
        if (welcome === '#FAILURE#') await rejects(AuthenticationError, accepted);
        else {
          using connection = await accepted;
          client.message(text('bytes of theirs'));
          equal(new TextDecoder().decode(await connection.recvBytes(WAIT)), 'bytes of theirs');
        }
        client.end();
      }
      equal(new Set(asked).size, 2);
    },
  },
};
