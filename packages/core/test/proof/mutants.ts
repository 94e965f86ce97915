/**
 * Mistakes in the primitives.
 *
 * @module
 */

import { FUTURE_MUTANTS } from './future-mutants.ts';
import { mutants, type Mutant } from './mutant.ts';
import { POOL_MUTANTS } from './pool-mutants.ts';
import { QUEUE_MUTANTS } from './queue-mutants.ts';
import { PROCESS_MUTANTS } from './process-mutants.ts';

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
      'return words.compareExchange(SLOT_TABLE + slot * SLOT_WORDS + SLOT.state, FREE, CLAIMED) === FREE;',
      'words.store(SLOT_TABLE + slot * SLOT_WORDS + SLOT.state, CLAIMED);\n  return true;',
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
      'if (this.words.exchange(bell, RUNG) === QUIET) this.words.notify(bell, ALL);',
      'this.words.store(bell, RUNG);',
    ],
    [
      'agent/bells.ts',
      'a bell that stays rung when it is heard',
      '    this.#armed = false;\n    this.words.store(slotAddress(this.me) + SLOT.doorbell, QUIET);\n',
      '    this.#armed = false;\n',
    ],
    [
      'agent/bells.ts',
      'a ring that leaves the notify to a dead one',
      '      this.words.store(slot + SLOT.doorbell, RUNG);\n      this.words.notify(slot + SLOT.doorbell, ALL);',
      '      this.ring(id);',
    ],
  ]),
  ...mutants('bell', [
    [
      'agent/sleep-on-bell.ts',
      'a bell that is made quiet after the look',
      '      for (const one of heard) makeQuiet(one);\n      const result = attempt();',
      '      const result = attempt();\n      for (const one of heard) makeQuiet(one);',
    ],
    [
      'agent/bells.ts',
      'an alarm that rings those only who wait for a word',
      '      // Not as `ring` does',
      '      if (this.words.load(slot + SLOT.waitingOn) === 0) continue;\n      // Not as `ring` does',
    ],
    [
      'agent/bells.ts',
      'an event loop that is deaf while it looks',
      '    if (this.service.isWaiting) this.listen();\n    this.service.serveAll();',
      '    this.service.serveAll();\n    if (this.service.isWaiting) this.listen();',
    ],
    [
      'agent/bells.ts',
      'a ring that wakes one of those who wait for a bell',
      'if (this.words.exchange(bell, RUNG) === QUIET) this.words.notify(bell, ALL);',
      'if (this.words.exchange(bell, RUNG) === QUIET) this.words.notify(bell, 1);',
    ],
    [
      'agent/bells.ts',
      'a bell that is stored to, and not rung',
      'if (this.words.exchange(bell, RUNG) === QUIET) this.words.notify(bell, ALL);',
      'this.words.store(bell, RUNG);',
    ],
    [
      'agent/bells.ts',
      'an alarm that leaves the notify to a dead one',
      '      this.words.store(slot + SLOT.doorbell, RUNG);\n      this.words.notify(slot + SLOT.doorbell, ALL);',
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
    ['threading/barging-mutex.ts', 'nobody is woken', 'wakeOne(this.#program, this.at);', ''],
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
      'if (!this.#settle(waiter)) return;',
      'this.#settle(waiter);\n    if (waiter !== 0) return;',
    ],
    [
      'threading/fair-mutex.ts',
      'a granted lock that is taken for none',
      'return this.#drop(waiter, granted);',
      'return this.#drop(waiter, granted && false);',
    ],
    [
      'threading/fair-mutex.ts',
      'a hand-over to one whose death becomes certain meanwhile',
      'if (!holderGone(this.#program, words.load(this.at))) return;\n    }',
      'return;\n    }',
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
    ['threading/barging-mutex.ts', 'nobody is woken', 'wakeOne(this.#program, this.at);', ''],
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
      'who notified one that was dying does not look again',
      '        left -= 1;\n      }\n      this.#reap();\n',
      '        left -= 1;\n      }\n',
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
    [
      'threading/rendezvous.ts',
      'who has left is still on the list of whom death takes out',
      '    words.store(this.at + AGENTS, 0);\n    if (round !== 0) {\n      blocks.meet(round);\n      words.compareExchange(round, 0, outcome);',
      '    if (round !== 0) {\n      blocks.meet(round);\n      words.compareExchange(round, 0, outcome);',
    ],
  ]),
  ...QUEUE_MUTANTS,
  ...FUTURE_MUTANTS,
  ...POOL_MUTANTS,
  ...PROCESS_MUTANTS,
];
