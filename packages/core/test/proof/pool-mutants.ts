/**
 * Mistakes in pools.
 *
 * @module
 */

import { mutants, type Mutant } from './mutant.ts';

export const POOL_MUTANTS: readonly Mutant[] = [
  ...mutants('pool, queue', [
    [
      'futures/pool/place-state.ts',
      'a place that is looked at, then taken',
      'return words.compareExchange(place + PLACE.state, from, (me << STATE_BITS) | TAKEN) === from;',
      'if (words.load(place + PLACE.state) !== from) return false;\n  words.store(place + PLACE.state, (me << STATE_BITS) | TAKEN);\n  return true;',
    ],
    [
      'futures/pool/place-state.ts',
      'a place that is looked at, then withdrawn',
      'return words.compareExchange(place + PLACE.state, state, WITHDRAWN) === state;',
      'words.store(place + PLACE.state, WITHDRAWN);\n  return true;',
    ],
    [
      'futures/pool/level.ts',
      'what was sent to one is taken by another',
      'tryTake(words, place, QUEUED, me)',
      'tryTake(words, place, words.load(place + PLACE.state) === 3 ? 3 : QUEUED, me)',
    ],
    [
      'futures/pool/level.ts',
      'HEAD before the place, and the taker dies between',
      '    const won = tryTake(words, place, QUEUED, me);\n    words.compareExchange(level + LEVEL.head, head, (head + 1) | 0);',
      '    words.compareExchange(level + LEVEL.head, head, (head + 1) | 0);\n    const won = tryTake(words, place, QUEUED, me);',
    ],
    [
      'futures/pool/level.ts',
      'HEAD passes a place that nobody has looked at',
      'words.compareExchange(level + LEVEL.head, head, (head + 1) | 0);',
      'words.add(level + LEVEL.head, 1);',
    ],
    [
      'futures/pool/level.ts',
      'HEAD is left to whoever took the place, who may be dead',
      '    words.compareExchange(level + LEVEL.head,',
      '    if (won) words.compareExchange(level + LEVEL.head,',
    ],
    [
      'futures/pool/level.ts',
      'TAIL before the entry',
      '  words.ints[ring + ENTRIES + (tail & (capacity - 1))] = place;\n  words.store(level + LEVEL.tail, (tail + 1) | 0);',
      '  words.store(level + LEVEL.tail, (tail + 1) | 0);\n  words.ints[ring + ENTRIES + (tail & (capacity - 1))] = place;',
    ],
    [
      'futures/pool/level.ts',
      'the ring is read before TAIL',
      `    if (seen.level !== level || ((seen.tail - head) | 0) <= 0) {
      seen.level = level;
      seen.tail = words.load(level + LEVEL.tail);
      if (head === seen.tail) return 0;
    }
    const ring = words.load(level + LEVEL.ring);`,
      `    const ring = words.load(level + LEVEL.ring);
    if (seen.level !== level || ((seen.tail - head) | 0) <= 0) {
      seen.level = level;
      seen.tail = words.load(level + LEVEL.tail);
      if (head === seen.tail) return 0;
    }`,
    ],
    [
      'futures/pool/level.ts',
      'a worker that has come up to what it saw looks no further',
      '((seen.tail - head) | 0) <= 0) {',
      '((seen.tail - head) | 0) < 0) {',
    ],
    [
      'futures/pool/level.ts',
      'a longer ring is published before it is filled',
      '  const longer = layRing(program, capacity * 2, ring);',
      '  const longer = layRing(program, capacity * 2, ring);\n  words.store(level + LEVEL.ring, longer);',
    ],
    [
      'futures/pool/level.ts',
      'entries are copied to where they were',
      '(index & (capacity * 2 - 1))] = words',
      '(index & (capacity - 1))] = words',
    ],
    [
      'futures/pool/level.ts',
      'one more than there is room for',
      '    if (((tail - head) | 0) >= capacity) {',
      '    if (((tail - head) | 0) > capacity) {',
    ],
  ]),
  ...mutants('pool, results', [
    [
      'futures/pool/done.ts',
      'a stack that is looked at, then pushed to',
      'if (words.compareExchange(pool + POOL.done, head, place) === head) break;',
      'words.store(pool + POOL.done, place);\n    break;',
    ],
    [
      'futures/pool/done.ts',
      'what is below a place is written after it is on the stack',
      '    words.ints[place + PLACE.next] = head;\n    if (words.compareExchange(pool + POOL.done, head, place) === head) break;',
      '    if (words.compareExchange(pool + POOL.done, head, place) === head) {\n      words.ints[place + PLACE.next] = head;\n      break;\n    }',
    ],
    [
      'futures/pool/done.ts',
      'the owner is rung before there is anything',
      '  for (;;) {\n    const head = words.load(pool + POOL.done);\n    words.ints[place + PLACE.next] = head;\n    if (words.compareExchange(pool + POOL.done, head, place) === head) break;\n  }\n  ringOwner(program, pool);',
      '  ringOwner(program, pool);\n  for (;;) {\n    const head = words.load(pool + POOL.done);\n    words.ints[place + PLACE.next] = head;\n    if (words.compareExchange(pool + POOL.done, head, place) === head) break;\n  }',
    ],
    [
      'futures/pool/done.ts',
      'an owner that listens is not rung',
      'if (words.exchange(pool + POOL.listening, 0) === 1) bells',
      'if (words.exchange(pool + POOL.listening, 0) !== 1) bells',
    ],
    [
      'futures/pool/harvest.ts',
      'a stack that is looked at, then emptied',
      'let place = words.exchange(this.#done, 0); place',
      'let place = words.load(this.#done), _ = words.store(this.#done, 0); place',
    ],
    [
      'futures/pool/harvest.ts',
      'what is left is not there for a callback that blocks',
      '      this.#left = words.ints[place + PLACE.next] as number;\n      this.#each(place);',
      '      const next = words.ints[place + PLACE.next] as number;\n      this.#left = 0;\n      this.#each(place);\n      this.#left = next;',
    ],
    [
      'futures/pool/harvest.ts',
      'a place that is used again before what was below it is known',
      '      this.#left = words.ints[place + PLACE.next] as number;\n      this.#each(place);',
      '      this.#each(place);\n      this.#left = words.ints[place + PLACE.next] as number;',
    ],
    [
      'futures/pool/harvest.ts',
      'what the dead had pushed is not fetched by whoever is in the midst of a harvest',
      '    if (left >= most || this.#program.words.load(this.#done) === 0) return left;\n',
      '    if (left > 0 || this.#program.words.load(this.#done) === 0) return left;\n',
    ],
    [
      'futures/pool/intake.ts',
      'LISTENING is said after the last look',
      '    this.program.words.store(this.#pool + POOL.listening, 1);\n    if (most === undefined) this.#drain();\n    else this.#events.drain(most);\n    this.#events.tend();',
      '    if (most === undefined) this.#drain();\n    else this.#events.drain(most);\n    this.#events.tend();\n    this.program.words.store(this.#pool + POOL.listening, 1);',
    ],
    [
      'futures/pool/intake.ts',
      'what was taken in and not settled is forgotten',
      '    if (this.#events.isBehind() && !this.#polling) {',
      '    if (this.#events.isBehind() && this.#outstanding < 0) {',
    ],
    [
      'futures/pool/intake.ts',
      'nobody listens when a look has found nothing',
      '    else this.#listen();\n  };\n\n  readonly #nextTurn',
      '  };\n\n  readonly #nextTurn',
    ],
    [
      'futures/pool/intake.ts',
      'nobody looks again after a turn in which something came',
      '    if (this.#drain() > 0) this.#lookAgain = true;\n',
      '    if (this.#drain() > 0) return;\n',
    ],
  ]),
  ...mutants('pool, parking', [
    [
      'futures/pool/park.ts',
      'one is called for several calls',
      '    if (left <= 0) return false;\n',
      '    if (left < calls) return false;\n',
    ],
    [
      'futures/pool/park.ts',
      'PARKED is said after the last look',
      '    words.store(lane + LANE.state, PARKED);\n    if (!look()) return undefined;',
      '    const found = look();\n    words.store(lane + LANE.state, PARKED);\n    if (!found) return undefined;',
    ],
    [
      'futures/pool/park.ts',
      'one that was called in vain cannot be called again',
      '    words.store(lane + LANE.state, PARKED);\n    if (!look()) return undefined;',
      '    if (words.load(lane + LANE.state) !== CALLED) words.store(lane + LANE.state, PARKED);\n    if (!look()) return undefined;',
    ],
    [
      'futures/pool/park.ts',
      'a worker is called that has retired',
      'if (words.compareExchange(lane + LANE.state, PARKED, CALLED) !== PARKED) return false;',
      'if (words.load(lane + LANE.state) !== PARKED) return false;\n  words.store(lane + LANE.state, CALLED);',
    ],
    [
      'futures/pool/park.ts',
      'a worker retires that was called',
      'words.compareExchange(lane + LANE.state, PARKED, RETIRED) === PARKED) {\n',
      'words.load(lane + LANE.state) === PARKED) {\n    words.store(lane + LANE.state, RETIRED);\n',
    ],
    ['futures/pool/park.ts', 'a worker is called and not rung', '  bells.ring(id);\n', ''],
    [
      'futures/pool/park.ts',
      'all retire, though some are to stay',
      ' === received && isSpare(program, pool, lane);',
      ' === received && words.load(pool + POOL.minWorkers) >= 0;',
    ],
    [
      'futures/pool/park.ts',
      'workers whose tasks await are not called',
      '  if (awaiting) for (const worker of workers) callOne(program, worker);\n',
      '',
    ],
    [
      'futures/pool/park.ts',
      'a worker retires from a message that is on its way',
      'const may = words.load(lane + LANE.letters) === received && isSpare(program, pool, lane);',
      'const may = received >= 0 && isSpare(program, pool, lane);',
    ],
    [
      'futures/pool/park.ts',
      'a message is sent to one that has retired',
      '  if (words.load(lane + LANE.state) !== RETIRED) return true;\n',
      '  if (words.load(lane + LANE.state) !== BROKEN) return true;\n',
    ],
    [
      'futures/pool/park.ts',
      'a message is announced when its worker was looked at',
      '  words.add(lane + LANE.letters, 1);\n  // The message itself will wake it.\n  words.compareExchange(lane + LANE.state, PARKED, CALLED);\n  if (words.load(lane + LANE.state) !== RETIRED) return true;\n',
      '  words.compareExchange(lane + LANE.state, PARKED, CALLED);\n  const late = words.load(lane + LANE.state) === RETIRED;\n  words.add(lane + LANE.letters, 1);\n  if (!late) return true;\n',
    ],
    [
      'futures/pool/park.ts',
      'a worker is dismissed while a message is on its way',
      'return words.load(pool + POOL.stop) !== 0 && words.load(lane + LANE.letters) === received;',
      'return words.load(lane + LANE.letters) === received && words.load(pool + POOL.stop) !== 0;',
    ],
  ]),
];
