/**
 * What is measured of a pool, whosever it is.
 *
 * @module
 */

import type { Gauge, MakeSubject, Subject } from '../../../engines/timing/subject.ts';
import type { Package } from '../../makers.ts';
import { present } from '../present.ts';
import { copies, moves } from './buffers.ts';
import { cold } from './cold.ts';
import { mixed } from './mixed.ts';
import type { OpenPool, Pool } from './pool.ts';
import { queued } from './queued.ts';
import { records } from './records.ts';
import { numbers, type Stream, streamed } from './streamed.ts';
import { tasks } from './tasks.ts';
import { timers } from './timers.ts';

/** In flight: of small tasks, and of large ones. */
const MANY = 1000;
const FEW = 8;
const PRODUCT = 10_000;

export type PoolWork =
  | 'noop'
  | 'roundTrip'
  | 'objects'
  | 'copied'
  | 'transferred'
  | 'cold'
  | 'products'
  | 'queued'
  | 'mixed'
  | 'timers';

/** All of it, by the names that the catalogue has. The package, where it is one, has to be here. */
export function poolSubjects(open: OpenPool, name?: Package): Readonly<Record<PoolWork, MakeSubject>> {
  const opened = async (make: (pool: Pool) => Subject | Gauge): Promise<Subject | Gauge> => {
    if (name !== undefined) present(name);
    return make(await open());
  };
  return {
    noop: () => opened((pool) => streamed(MANY, nothing(pool))),
    roundTrip: () => opened((pool) => streamed(1, nothing(pool))),
    objects: () =>
      opened((pool) =>
        streamed(
          MANY,
          records(MANY, (value) => pool.call('echo', value)),
        ),
      ),
    copied: () => opened((pool) => streamed(FEW, copies(FEW, pool))),
    transferred: () => opened((pool) => streamed(FEW, moves(FEW, pool))),
    products: () => opened((pool) => streamed(FEW, products(pool))),
    queued: () => opened(queued),
    mixed: () => opened(mixed),
    timers: () => opened((pool) => timers(MANY, nothing(pool))),
    cold() {
      if (name !== undefined) present(name);
      return cold(open);
    },
  };
}

function nothing(pool: Pool): Stream {
  return numbers((value) => pool.call('echo', value));
}

function products(pool: Pool): Stream {
  const expected = tasks.product(PRODUCT);
  return { send: () => pool.call('product', PRODUCT), right: (result) => result === expected };
}
