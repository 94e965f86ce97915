/**
 * Mistakes in what is built for processes.
 *
 * @module
 */

import { mutants, type Mutant } from './mutant.ts';

export const PROCESS_MUTANTS: readonly Mutant[] = mutants('process bell', [
  [
    'multiprocessing/process-bells.ts',
    'a bell that is armed though it was rung',
    'if (this.words.compareExchange(bell, QUIET, ARMED) === RUNG) queueMicrotask(() => this.#hear());',
    'this.words.store(bell, ARMED);',
  ],
  [
    'multiprocessing/process-bells.ts',
    'a ring before the bell was armed that nobody looks for',
    ' === RUNG) queueMicrotask(() => this.#hear());',
    ' === RUNG) return;',
  ],
  [
    'multiprocessing/process-bells.ts',
    'a bell that stays rung when it is heard',
    '    this.words.store(slotAddress(this.me) + SLOT.doorbell, QUIET);\n    if',
    '    if',
  ],
  [
    'multiprocessing/process-bells.ts',
    'nothing is sent to a bell that is armed',
    'if (was === ARMED) this.#send(slot);',
    'if (was === QUIET) this.#send(slot);',
  ],
  [
    'multiprocessing/process-bells.ts',
    'a bell that is looked at, then rung',
    'const was = this.words.exchange(at + SLOT.doorbell, RUNG);',
    'const was = this.words.load(at + SLOT.doorbell);\n    this.words.store(at + SLOT.doorbell, RUNG);',
  ],
  [
    'multiprocessing/process-bells.ts',
    'who waited before there was a socket never hears',
    '    if (!this.service.isWaiting) return;\n    this.attend(true);\n    this.listen();\n    this.service.serveAll();',
    '',
  ],
]);
