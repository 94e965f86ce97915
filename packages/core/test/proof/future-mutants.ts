/**
 * Mistakes in futures that several threads know.
 *
 * @module
 */

import { mutants, type Mutant } from './mutant.ts';

export const FUTURE_MUTANTS: readonly Mutant[] = [
  ...mutants('Future', [
    [
      'futures/shared-future.ts',
      'a state that is looked at, then changed',
      'if (program.words.compareExchange(at, from, to) !== from) return false;',
      'if (program.words.load(at) !== from) return false;\n  program.words.store(at, to);',
    ],
    [
      'futures/shared-future.ts',
      'nobody is woken by a change of state',
      '  wakeAll(program, at);\n  return true;\n}\n\n/** Cancels',
      '  return true;\n}\n\n/** Cancels',
    ],
    [
      'futures/shared-future.ts',
      'nobody is woken by a result',
      '    wakeAll(program, at);\n    return true;\n  }\n  program.release',
      '    return true;\n  }\n  program.release',
    ],
    [
      'futures/shared-future.ts',
      'a future that begins while it is settled is taken for one that has ended',
      'for (const from of [RUNNING, PENDING, RUNNING])',
      'for (const from of [RUNNING, PENDING])',
    ],
    [
      'futures/shared-future.ts',
      'what has begun is cancelled',
      'if (advance(program, at, PENDING, CANCELLED)) return true;',
      'if (advance(program, at, PENDING, CANCELLED) || advance(program, at, RUNNING, CANCELLED)) return true;',
    ],
    [
      'futures/shared-future.ts',
      'a result is seen before it is written',
      'const result = writeResult(program, failed, value);',
      'const result = writeResult(program, failed, value);\n  const length = program.words.load(result + LENGTH);\n  program.words.store(result + LENGTH, 0);\n  queueMicrotask(() => program.words.store(result + LENGTH, length));',
    ],
    [
      'futures/future.ts',
      'a thread that blocks does not say so before its last look',
      '    if (this.#state < CANCELLED_AND_NOTIFIED) this.#shared?.announce();\n    return this.#pulled();',
      '    const pulled = this.#pulled();\n    if (this.#state < CANCELLED_AND_NOTIFIED) this.#shared?.announce();\n    return pulled;',
    ],
  ]),
  ...mutants('pool, sharing', [
    [
      'futures/pool/place-future.ts',
      'the owner looks whether it has begun before it says that it is shared',
      '  words.store(place + PLACE.future, future);\n  if (takerOf(words, place) !== 0) advance(program, future, PENDING, RUNNING);',
      '  const taken = takerOf(words, place) !== 0;\n  words.store(place + PLACE.future, future);\n  if (taken) advance(program, future, PENDING, RUNNING);',
    ],
    [
      'futures/pool/place-future.ts',
      'the owner does not say that it has begun',
      '  if (takerOf(words, place) !== 0) advance(program, future, PENDING, RUNNING);\n',
      '',
    ],
    [
      'futures/pool/place-future.ts',
      'a worker runs what was cancelled',
      '  return words.load(future) === CANCELLED_AND_NOTIFIED;',
      '  return false;',
    ],
    [
      'futures/pool/place-future.ts',
      'a worker does not say that it has begun',
      '  if (advance(program, future, PENDING, RUNNING)) return false;\n',
      '  if (words.load(future) === PENDING) return false;\n',
    ],
    [
      'futures/future.ts',
      'a future is cancelled whose call was not taken back',
      'if (this.#keeper !== undefined && !this.#keeper.withdraw(this.#ticket)) return false;',
      'this.#keeper?.withdraw(this.#ticket);',
    ],
    [
      'futures/future.ts',
      'nobody asks whether the owner of the work is alive',
      '      const { orphaned } = shared;',
      '      const orphaned = state < PENDING ? shared.orphaned : undefined;',
    ],
  ]),
];
