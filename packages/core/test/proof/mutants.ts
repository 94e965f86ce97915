/**
 * One mistake each, in the source as it is: what is found must be there once, so that a change of the source that takes a
 * mutant's place away is noticed.
 *
 * @module
 */

export interface Mutant {
  /** Whose proofs must find it. */
  readonly of: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}

type Row = readonly [file: string, why: string, find: string, replace: string];

function mutants(of: string, rows: readonly Row[]): Mutant[] {
  return rows.map(([file, why, find, replace]) => ({ of, file, why, find, replace }));
}

export const MUTANTS: readonly Mutant[] = [
  ...mutants('blocks', [
    [
      'memory/blocks.ts',
      'a count that is read, then written',
      'return this.#words.sub(at + REFERENCES, 1) === 1;',
      'const left = this.#words.load(at + REFERENCES) - 1; this.#words.store(at + REFERENCES, left); return left === 0;',
    ],
    [
      'memory/blocks.ts',
      'a reference taken to what is free already',
      'if (references <= 0) return false;',
      '',
    ],
    [
      'memory/blocks.ts',
      'the list without its latch',
      'return enter(this.#words, HEADER.allocatorLatch, this.#me, this.#canBlock, this.#impatient) !== HELD;',
      'return true;',
    ],
    [
      'memory/blocks.ts',
      'the end of the heap moved too late',
      'words.store(HEADER.bump, start + size);',
      'setTimeout(() => words.store(HEADER.bump, start + size), 0);',
    ],
    [
      'memory/latch.ts',
      'a latch that is left by whoever finds it held',
      'if (holder === 0) return ENTERED;',
      'if (holder === 0 || spin > 2) return ENTERED;',
    ],
  ]),
  ...mutants('slots', [
    [
      'memory/slots.ts',
      'a slot that is looked at, then claimed',
      'if (words.compareExchange(base + SLOT.state, FREE, CLAIMED) !== FREE) continue;',
      'if (words.load(base + SLOT.state) !== FREE) continue;\n    words.store(base + SLOT.state, CLAIMED);',
    ],
    [
      'memory/slots.ts',
      'a slot that is free before its identity is gone',
      '  words.store(base + SLOT.generation, (words.load(base + SLOT.generation) + 1) & GENERATION_MASK);\n  words.store(base + SLOT.state, FREE);',
      '  words.store(base + SLOT.state, FREE);\n  words.store(base + SLOT.generation, (words.load(base + SLOT.generation) + 1) & GENERATION_MASK);',
    ],
    [
      'memory/slots.ts',
      'an identity that does not change',
      '(words.load(base + SLOT.generation) + 1) & GENERATION_MASK',
      'words.load(base + SLOT.generation)',
    ],
    [
      'memory/stock.ts',
      'a worker that is looked at, then taken',
      'if (words.compareExchange(base + SLOT.state, state, CLAIMED) !== state) continue;',
      'words.store(base + SLOT.state, CLAIMED);',
    ],
    [
      'memory/stock.ts',
      'a worker that parks though it was taken',
      'words.compareExchange(slotAddress(id) + SLOT.state, COMING, PARKED);',
      'words.store(slotAddress(id) + SLOT.state, PARKED);',
    ],
  ]),
  ...mutants('Event', [
    ['threading/event.ts', 'nobody is woken', 'wakeAll(this.#program, this.#at);', ''],
    [
      'threading/event.ts',
      'a set that is cleared at once is missed',
      '(state & SET) !== 0 || (state & ~SET) !== count',
      '(state & SET) !== 0',
    ],
    [
      'agent/wait-point.ts',
      'blocked agents are not looked for',
      '  if ((waiting & BLOCKED) !== 0) words.notify(point, count);\n',
      '',
    ],
    [
      'agent/wait-point.ts',
      'awaiting agents are not looked for',
      '  if (waiting >>> ASYNC_SHIFT === 0) return;',
      '  if (waiting !== 0) return;',
    ],
    [
      'agent/async-waits.ts',
      'an asynchronous waiter that is announced after its last look',
      '      this.#words.or(point + WAITING, this.#bit);\n      let line',
      '      queueMicrotask(() => this.#words.or(point + WAITING, this.#bit));\n      let line',
    ],
    [
      'agent/bells.ts',
      'a bell that is stored to, and not rung',
      'if (this.#words.exchange(bell, RUNG) === QUIET) this.#words.notify(bell, ALL);',
      'this.#words.store(bell, RUNG);',
    ],
    [
      'agent/bells.ts',
      'a bell that is quieted after its agent has looked',
      '    this.#words.store(slotAddress(this.#me) + SLOT.doorbell, QUIET);\n    if (this.#service.serveAll()) this.listen();',
      '    const more = this.#service.serveAll();\n    this.#words.store(slotAddress(this.#me) + SLOT.doorbell, QUIET);\n    if (more) this.listen();',
    ],
    [
      'agent/bells.ts',
      'a ring that leaves the notify to a dead one',
      '      this.#words.store(slot + SLOT.doorbell, RUNG);\n      this.#words.notify(slot + SLOT.doorbell, ALL);',
      '      this.ring(id);',
    ],
  ]),
  ...mutants('Lock, barging', [
    [
      'threading/barging-mutex.ts',
      'a look, then a store',
      'const state = words.compareExchange(this.at, 0, me | flags);\n    if (state === 0) return true;',
      'const state = words.load(this.at);\n    if (state === 0) {\n      words.store(this.at, me | flags);\n      return true;\n    }',
    ],
    [
      'threading/barging-mutex.ts',
      'nobody is woken',
      'if ((state & QUEUED) !== 0) wakeOne(this.#program, this.at);',
      '',
    ],
    [
      'threading/barging-mutex.ts',
      'a waiter that takes it forgets those who sleep',
      'const mine = me | flags | QUEUED;',
      'const mine = me | flags;',
    ],
    [
      'threading/barging-mutex.ts',
      'sleep on a state that wakes nobody',
      'return (state & QUEUED) === 0;',
      'return false;',
    ],
    [
      'threading/barging-mutex.ts',
      'a dead holder is not succeeded',
      '      } else if ((state & QUEUED) !== 0 ||',
      '      } else if (state !== 0 ||',
    ],
  ]),
  ...mutants('Lock, fair', [
    [
      'threading/fair-mutex.ts',
      'a waiter that nobody is told of',
      '        words.compareExchange(this.at, state, state | QUEUED) === state\n',
      '        words.load(this.at) === state\n',
    ],
    ['threading/fair-mutex.ts', 'a waiter that is not woken', 'wakeAll(this.#program, waiter);', ''],
    [
      'threading/fair-mutex.ts',
      'a hand-over to one that gave up',
      '      if (words.load(waiter) === 1) return true;\n      this.#queue.unlink(waiter);\n      return false;',
      '      if (words.load(waiter) === 1) return true;\n      return false;',
    ],
    [
      'threading/fair-mutex.ts',
      'what came to an aborted waiter goes nowhere',
      'if (this.#settle(waiter)) this.give();',
      'this.#settle(waiter);',
    ],
    [
      'threading/fair-mutex.ts',
      'a granted lock that is taken for none',
      'return this.#drop(waiter, granted);',
      'return this.#drop(waiter, granted && false);',
    ],
    [
      'threading/waiter-list.ts',
      'the list without its latch',
      'const entry = enter(words, this.#at + LATCH, me, host.canBlock);',
      'const entry = me > 0 ? words.load(this.#at + LATCH) & 0 : enter(words, this.#at + LATCH, me, host.canBlock);',
    ],
  ]),
  ...mutants('RLock', [
    [
      'threading/reentrant-mutex.ts',
      'a level is not counted',
      '    this.#program.words.add(this.at + DEPTH, 1);\n    return true;\n  }\n\n  /** Takes it for a flow',
      '    return true;\n  }\n\n  /** Takes it for a flow',
    ],
    [
      'threading/reentrant-mutex.ts',
      'anybody may enter once more',
      'return (this.#state & (AGENT_ID_MASK | SCOPED)) === this.#program.me;',
      'return this.#state !== 0;',
    ],
    [
      'threading/barging-mutex.ts',
      'nobody is woken',
      'if ((state & QUEUED) !== 0) wakeOne(this.#program, this.at);',
      '',
    ],
    [
      'threading/barging-mutex.ts',
      'a look, then a store',
      'const state = words.compareExchange(this.at, 0, me | flags);\n    if (state === 0) return true;',
      'const state = words.load(this.at);\n    if (state === 0) {\n      words.store(this.at, me | flags);\n      return true;\n    }',
    ],
    [
      'threading/barging-mutex.ts',
      'a dead holder is not succeeded',
      '      } else if ((state & QUEUED) !== 0 ||',
      '      } else if (state !== 0 ||',
    ],
  ]),
  ...mutants('Semaphore', [
    [
      'threading/permits.ts',
      'a permit that is looked at, then taken',
      'const seen = words.compareExchange(this.at, count, count - 1);',
      'const seen = words.load(this.at);\n      words.store(this.at, count - 1);',
    ],
    ['threading/permits.ts', 'nobody is woken', 'wake(this.#program, this.at, permits);', ''],
    [
      'threading/permits.ts',
      'one permit too few is given back',
      'count + permits);',
      'count + permits - 1);',
    ],
    [
      'threading/permits.ts',
      'woken before there is a permit',
      '    for (let count = words.load(this.at); ;) {\n      if (count > most) return false;',
      '    wake(this.#program, this.at, permits);\n    for (let count = words.load(this.at); ;) {\n      if (count > most) return false;\n      if (count === 0) {\n        words.store(this.at, permits);\n        return true;\n      }',
    ],
    [
      'agent/async-waits.ts',
      'a waiter is told of a permit, and stays in line',
      '      if (!this.#try(waiter, false)) return;\n      this.#remove(point, waiter);',
      '      if (!this.#try(waiter, false)) return;\n      this.#remove(point, waiter);\n      this.#try(waiter, false);',
    ],
  ]),
  ...mutants('Condition', [
    ['threading/notifications.ts', 'one too few is notified', 'left > 0; waiter', 'left > 1; waiter'],
    [
      'threading/notifications.ts',
      'a waiter that is not woken',
      '    words.store(waiter, 1);\n    wakeAll(this.#program, waiter);',
      '    words.store(waiter, 1);',
    ],
    [
      'threading/notifications.ts',
      'a waiter that is last in no list',
      '      this.#list.append(waiter);\n',
      '',
    ],
    [
      'threading/notifications.ts',
      'what a dead one was notified of is lost',
      '      if (this.#list.ownerGone(waiter)) {\n        this.#handOn(waiter);',
      '      if (this.#list.ownerGone(waiter)) {',
    ],
    [
      'threading/notifications.ts',
      'a notification that a timeout swallows',
      '      if (this.#isNotified(waiter)) return true;\n      this.#list.unlink(waiter);\n      return false;',
      '      this.#list.unlink(waiter);\n      return false;',
    ],
    [
      'threading/condition.ts',
      'it waits before it asks once more',
      "while (!ask(predicate)) {\n      if (!notified) return false;\n      this.#refuseUnheld('wait for');\n      notified = this.#waitSync",
      "for (let first = true; first || !ask(predicate); first = false) {\n      if (!notified) return false;\n      this.#refuseUnheld('wait for');\n      notified = this.#waitSync",
    ],
  ]),
  ...mutants('Barrier', [
    [
      'threading/rendezvous.ts',
      'the last to come is not told from the others',
      'const last = index + 1 === this.parties;',
      'const last = index + 2 === this.parties;',
    ],
    [
      'threading/rendezvous.ts',
      'those who wait are not woken',
      '      words.compareExchange(round, 0, outcome);\n      wakeAll(this.#program, round);',
      '      words.compareExchange(round, 0, outcome);',
    ],
    [
      'threading/rendezvous.ts',
      'a wait that ends by time leaves the others waiting',
      '      if (words.load(round) === 0) this.#endBroken();\n      return words.load(round);',
      '      return words.load(round) || ENDED_BROKEN;',
    ],
    [
      'threading/rendezvous.ts',
      'the next round begins with those of the last',
      '    words.store(this.at + COUNT, 0);\n',
      '',
    ],
    [
      'threading/rendezvous.ts',
      'arrivals are counted without the latch',
      'const entered = enter(words, this.at + LATCH, me, host.canBlock);',
      'const entered = (me as number) < 0 ? enter(words, this.at + LATCH, me, host.canBlock) : 0;',
    ],
  ]),
  ...mutants('Queue', [
    [
      'queue/channel.ts',
      'getters are not woken',
      '    wakeOne(this.program, this.at + QUEUE.puts);\n    return true;',
      '    return true;',
    ],
    [
      'queue/channel.ts',
      'putters are not woken',
      '        if (this.maxsize !== 0 || this.#maxBytes !== 0) this.#wakePutters();\n',
      '',
    ],
    [
      'queue/ring.ts',
      'two getters at once',
      '    if (!this.#enter(at + QUEUE.getLatch)) return LATER;\n    try {\n      const gets = words.ints',
      '    try {\n      words.load(at + QUEUE.getLatch);\n      const gets = words.ints',
    ],
    [
      'queue/ring.ts',
      'one more than there is room for',
      'return between(count, countOf(gets)) >= this.#maxsize;',
      'return between(count, countOf(gets)) > this.#maxsize;',
    ],
    [
      'queue/ring.ts',
      'a shutdown that getters sleep through',
      'words.or(this.#at + counter, CLOSED);',
      'if (counter === QUEUE.gets) words.or(this.#at + counter, CLOSED);',
    ],
  ]),
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
      '    const tail = words.load(level + LEVEL.tail);\n    if (head === tail) return 0;\n    const ring = words.load(level + LEVEL.ring);',
      '    const ring = words.load(level + LEVEL.ring);\n    const tail = words.load(level + LEVEL.tail);\n    if (head === tail) return 0;',
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
      'futures/pool/intake.ts',
      'LISTENING is said after the last look',
      '    this.#program.words.store(this.#pool + POOL.listening, 1);\n    if (most === undefined) this.#drain();\n    else this.#events.drain(most);\n    this.#events.tend();',
      '    if (most === undefined) this.#drain();\n    else this.#events.drain(most);\n    this.#events.tend();\n    this.#program.words.store(this.#pool + POOL.listening, 1);',
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
