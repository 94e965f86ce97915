import { HANDLE, type Traveller } from '../../agent/primitive.ts';
import { currentProgram } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import type { Future } from '../../futures/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { Lock } from '../../threading/index.ts';
import { sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, ok } from '../check.ts';
import { collectGarbage } from '../runtime.ts';
import { make } from './make.ts';
import { tell } from './other-thread.ts';

/** Where a block's count of references is, before it. */
const REFERENCES = -3;

function addressOf(primitive: object): Address {
  return (primitive as Traveller)[HANDLE]().at;
}

function references(at: Address): number {
  return currentProgram().words.load(at + REFERENCES);
}

/** Waits until one of some blocks is free: only one, because what looks like a reference keeps some in JavaScriptCore. */
async function oneIsFreed(blocks: readonly Address[]): Promise<void> {
  await until(() => {
    collectGarbage();
    return blocks.some((at) => references(at) === 0);
  }, 'a block is free');
}

export const life: CaseGroup = {
  title: 'the memory of a future',
  where: 'everywhere',
  variant: 'shared',
  cases: {
    'is freed with its last wrapper, and what its result holds with it': async (t) => {
      const made = Array.from({ length: 5 }, () => {
        const [future, lock] = [make<Lock>(t), new Lock()];
        future.setResult(lock);
        return [addressOf(future), addressOf(lock)] as const;
      });
      await oneIsFreed(made.map(([at]) => at));
      await oneIsFreed(made.map(([, at]) => at));
    },
    'is freed when it is dropped before its end': async (t) => {
      await oneIsFreed(Array.from({ length: 5 }, () => addressOf(make(t))));
    },
    'stays while only a queue holds it, also its result': async (t) => {
      const queue = new SimpleQueue<Future<Lock>>();
      const at = ((): Address => {
        const [future, lock] = [make<Lock>(t), new Lock({ name: 'kept' })];
        queue.putNowait(future);
        future.setResult(lock);
        return addressOf(future);
      })();
      for (let turn = 0; turn < 5; turn += 1) {
        collectGarbage();
        await sleep(1);
      }
      ok(references(at) > 0, 'it was freed');
      equal((await queue.getNowait()).name, 'kept');
    },
    'is not lost with the wrapper that awaits it': async (t) => {
      const ends: number[] = [];
      const begin = (number: number): void => {
        const future = make(t);
        void future.then((value) => ends.push(value));
        tell(future, 'result', number, 5);
      };
      for (let number = 0; number < 5; number += 1) begin(number);
      await until(() => {
        collectGarbage();
        return ends.length === 5;
      }, 'all have ended');
      equal(ends, [0, 1, 2, 3, 4]);
    },
  },
};
