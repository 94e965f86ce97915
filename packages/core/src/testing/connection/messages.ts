import { ScopeError, SerializationError } from '../../errors.ts';
import { Connection, Lock, Pipe } from '../../multiprocessing/index.ts';
import * as threading from '../../threading/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { inspect } from '../runtime.ts';
import { specimens } from '../thread/specimens.ts';
import { FORMS, poll, recv, recvBytes, send, sendBytes } from './attempt.ts';

export const messages: CaseGroup = {
  title: 'a message',
  where: 'everywhere',
  cases: {
    'is the value that was sent, in both directions and forms': async () => {
      const [one, other] = Pipe();
      for (const form of FORMS) {
        for (const [from, to] of [
          [one, other],
          [other, one],
        ] as const) {
          for (const [name, makeOne] of Object.entries(specimens)) {
            await send(from, makeOne(), form);
            const value = await recv(to, form);
            equal(value, makeOne(), name);
            equal(describeValue(value), describeValue(makeOne()), name);
          }
        }
      }
    },
    'CONN-12 stays apart from the next, and is not used up by poll': async () => {
      const [one, other] = Pipe({ duplex: false });
      const texts = ['a', 'b', 'cd'];
      for (const form of FORMS) {
        equal(await poll(one, form), false);
        for (const text of texts) await sendBytes(other, new TextEncoder().encode(text), form);
        for (const text of texts) {
          for (let look = 0; look < 3; look += 1) equal(await poll(one, form), true);
          equal(new TextDecoder().decode(await recvBytes(one, form)), text);
        }
        equal(await poll(one, form, { timeout: 0 }), false);
      }
    },
    'CONN-09 that is empty is there, until it is received': async () => {
      const [one, other] = Pipe();
      for (const form of FORMS) {
        await sendBytes(other, new Uint8Array(), form);
        for (let look = 0; look < 3; look += 1) equal(await poll(one, form), true);
        equal((await recvBytes(one, form)).length, 0);
        equal(await poll(one, form), false);
      }
    },
    'that cannot travel is refused with its path, and nothing of it is sent': async () => {
      const [one, other] = Pipe();
      const lock = new Lock();
      const wrong = { lock, list: [() => 0] };
      const refused = [
        throws(SerializationError, () => one.sendSync(wrong)),
        await rejects(SerializationError, one.send(wrong)),
      ];
      for (const error of refused) equal(error.path, 'message.list[0]');
      const far = { lock, deep: [new threading.Lock()] };
      const outside = [throws(ScopeError, () => one.sendSync(far)), await rejects(ScopeError, one.send(far))];
      for (const error of outside) {
        equal(error.path, 'message.deep[0]');
        includes(error.message, 'message.deep[0]', 'multiprocessing');
      }
      equal([other.pollSync(), await other.poll()], [false, false]);
    },
    'keeps the identity of primitives': async () => {
      const [one, other] = Pipe();
      const lock = new Lock({ name: 'sent' });
      for (const form of FORMS) {
        await send(one, [lock, { again: lock }], form);
        const [first, { again }] = (await recv(other, form)) as [Lock, { again: Lock }];
        ok(first === lock && again === lock, 'another lock');
      }
    },
    'is received once each by several that wait for it': async () => {
      const [one, other] = Pipe();
      const waits = Array.from({ length: 20 }, () => other.recv<number>());
      for (let number = 0; number < 20; number += 1) await one.send(number);
      const got = await Promise.all(waits);
      equal(
        got,
        Array.from({ length: 20 }, (_, number) => number),
      );
    },
    'CONN-15 needs an end that somebody has made': () => {
      for (const wrong of [-1, 12345, undefined, null, {}])
        includes(throws(TypeError, () => new Connection(wrong as never)).message, 'Pipe');
      for (const wrong of [5, 'duplex', null, true]) throws(TypeError, () => Pipe(wrong as never));
    },
    'prints its end': () => {
      const [reader, writer] = Pipe({ duplex: false });
      ok(/^Connection\(#\d+, read-only\)$/.test(inspect(reader)), inspect(reader));
      ok(/^Connection\(#\d+, write-only\)$/.test(String(writer)), String(writer));
      reader.close();
      ok(/^Connection\(#\d+, read-only, closed\)$/.test(inspect(reader)), inspect(reader));
      ok(/^Connection\(#\d+\)$/.test(inspect(Pipe()[0])), 'duplex');
    },
  },
};
