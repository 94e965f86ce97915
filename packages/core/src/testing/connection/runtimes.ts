import { Pipe, type Runtime } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { ended, start } from '../process-queue/start.ts';
import { specimens } from '../thread/specimens.ts';
import { FORMS, recv, send, type Form } from './attempt.ts';
import { pattern, sameBytes } from './bytes.ts';
import { connectionTasks as tasks } from './connection.tasks.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];
const patient = { timeout: PATIENCE };

function withChildOf(runtime: Runtime, form: Form): Case {
  return async () => {
    const [one, other] = Pipe();
    const child = start(tasks.echo, [other, form], { runtime });
    other.close();
    for (const [name, makeOne] of Object.entries(specimens)) {
      await send(one, makeOne(), form);
      const value = await recv(one, form, patient);
      equal(value, makeOne(), name);
      equal(describeValue(value), describeValue(makeOne()), name);
    }
    const large = { large: pattern(2 ** 24, 1) };
    await send(one, large, form);
    const back = (await recv(one, form, patient)) as typeof large;
    ok(sameBytes(back.large, large.large), 'other bytes');
    // Both ways at once, each full at times.
    const sending = (async (): Promise<void> => {
      for (let number = 0; number < 400; number += 1)
        await one.send({ number, pad: 'x'.repeat((number % 40) * 100) });
    })();
    for (let number = 0; number < 400; number += 1)
      equal(await one.recv(patient), { number, pad: 'x'.repeat((number % 40) * 100) });
    await sending;
    await send(one, null, form);
    await ended(child);
  };
}

/** With the suite run on each of the three, every pair of parent and child. */
export const runtimes: CaseGroup = {
  title: 'a pipe to a child of another runtime',
  where: 'main',
  cases: Object.fromEntries(
    RUNTIMES.flatMap((runtime) =>
      FORMS.map((form) => [`gives all that was sent: ${runtime}, ${form}`, withChildOf(runtime, form)]),
    ),
  ),
};
