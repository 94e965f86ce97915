/**
 * Mistakes in the queues.
 *
 * @module
 */

import { mutants, type Mutant, type Row } from './mutant.ts';

/** What a stack and a heap have in common. */
const SHELF: readonly Row[] = [
  [
    'queue/shelf.ts',
    'two at once',
    'if (enter(words, latch, me, host.canBlock, impatient) === HELD) return undefined;',
    'if (me < 0 && enter(words, latch, me, host.canBlock, impatient) === HELD) return undefined;',
  ],
  [
    'queue/shelf.ts',
    'one more than there is room for',
    'this.#maxsize !== 0 && count >= this.#maxsize',
    'this.#maxsize !== 0 && count > this.#maxsize',
  ],
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
];

export const QUEUE_MUTANTS: readonly Mutant[] = [
  ...mutants('Queue', [
    ...SHELF.slice(2),
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
  ...mutants('LifoQueue', [
    ...SHELF,
    [
      'queue/shelf.ts',
      'an item that is counted before it is there',
      '        words.store(array + FIRST_SLOT + count, item);\n        words.store(bytes, inside + parcel.length);\n        words.store(this.#at + QUEUE.puts, (puts + ONE) | 0);',
      '        words.store(this.#at + QUEUE.puts, (puts + ONE) | 0);\n        words.store(bytes, inside + parcel.length);\n        words.store(array + FIRST_SLOT + count, item);',
    ],
    [
      'queue/shelf.ts',
      'the oldest is given first',
      '(this.#order === PRIORITY ? 0 : count - 1)',
      '(count > 0 ? 0 : count - 1)',
    ],
  ]),
  ...mutants('PriorityQueue', [
    ...SHELF,
    [
      'queue/shelf.ts',
      'an item that stays where it was put',
      'if (this.#order === PRIORITY) this.#heap(array).rise(count);',
      '',
    ],
    [
      'queue/shelf.ts',
      'a heap that is left as the dead left it',
      'if (words.load(this.#at + QUEUE.dirty) !== 0) this.#repair();\n      return body',
      'return body',
    ],
    ['queue/shelf.ts', 'what was in the hand of the dead is lost', 'heap.takeFromHand(count);', ''],
    [
      'queue/heap.ts',
      'nothing is taken into the hand',
      '    this.#program.words.store(this.#hand, item);\n    return item;',
      '    return item;',
    ],
  ]),
];
