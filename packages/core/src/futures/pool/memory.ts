/**
 * A pool's memory, as a handle that its workers hold too: it is freed when the owner and the last worker have let go.
 *
 * @module
 */

import { Arrival, travels, type HandleData } from '../../agent/primitive.ts';
import { registerDecoder, registerParts, type Program } from '../../agent/program.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { definitionsOf } from './definitions.ts';
import { firstPlace, LANE, PLACE, PLACE_WORDS, POOL, POOL_WORDS, SEGMENT } from './layout.ts';
import { layLevel, partsOfLevel } from './level.ts';

export class PoolMemory {
  readonly program: Program;
  readonly at: Address;

  constructor(program: Program, arrival?: Arrival) {
    this.program = program;
    this.at = arrival?.data.at ?? lay(program);
    program.adopt(this, this.at);
  }

  static {
    travels(PoolMemory, ({ program, at }): HandleData => {
      const { generation } = program.blocks.handle(at);
      const { scope } = program.words;
      return { type: 'PoolMemory', kind: KIND.pool, scope, at, generation, name: undefined, flags: 0 };
    });
  }
}

function lay(program: Program): Address {
  const { words, blocks } = program;
  const at = blocks.allocate(KIND.pool, POOL_WORDS);
  words.store(at + POOL.owner, program.me);
  words.store(at + POOL.order, layLevel(program));
  words.store(at + POOL.levels, 1);
  return at;
}

for (const scope of ['thread', 'process'] as const) {
  registerDecoder(
    'PoolMemory',
    (program, data) => new PoolMemory(program, new Arrival(program, data)),
    scope,
  );
}

registerParts(KIND.pool, (program, at) => {
  const { words, blocks } = program;
  const parts = definitionsOf(program, at);
  for (let level = 0; level < words.load(at + POOL.levels); level += 1) {
    parts.push(...partsOfLevel(program, words.load(at + POOL.order + level)));
  }
  for (let lane = words.load(at + POOL.lanes); lane !== 0; lane = words.load(lane + LANE.next)) {
    blocks.meet(lane);
    parts.push(lane, words.load(lane + LANE.error));
  }
  for (let segment = words.load(at + POOL.segments); segment !== 0;) {
    blocks.meet(segment);
    parts.push(segment);
    const first = firstPlace(segment);
    const end = first + words.load(segment + SEGMENT.count) * PLACE_WORDS;
    for (let place = first; place < end; place += PLACE_WORDS) {
      parts.push(words.load(place + PLACE.overflow), words.load(place + PLACE.future));
    }
    segment = words.load(segment + SEGMENT.next);
  }
  return parts.filter((part) => part !== 0);
});
