/**
 * The parts of a pool without a runtime: an owner and others over one memory.
 *
 * @module
 */

import { Program } from '../../src/agent/program.ts';
import type { Host } from '../../src/host/host.ts';
import { claimSlot, createWindow, KIND, type Address, type ThreadWords } from '../../src/memory/index.ts';
import { POOL, POOL_WORDS } from '../../src/futures/pool/layout.ts';
import { layLevel } from '../../src/futures/pool/level.ts';
import '../../src/futures/index.ts';

const host = { canBlock: true, now: () => performance.now(), parallelism: () => 1, threads: {} };

export class PoolBench {
  readonly words: ThreadWords = createWindow();
  readonly owner: Program = this.agent();
  /** The head of a pool, and its level of ordinary tasks. */
  readonly pool: Address = this.owner.blocks.allocate(KIND.bytes, POOL_WORDS);
  readonly normal: Address = layLevel(this.owner, 4);

  constructor() {
    this.words.store(this.pool + POOL.order, this.normal);
    this.words.store(this.pool + POOL.levels, 1);
  }

  agent(): Program {
    return new Program(host as unknown as Host, this.words, claimSlot(this.words), 'test');
  }

  /** Whether a block is in use: whoever makes one next gets another. */
  isFree(at: Address, words: number): boolean {
    const { blocks } = this.owner;
    const next = blocks.allocate(KIND.bytes, words);
    blocks.free(next);
    return next === at;
  }
}
