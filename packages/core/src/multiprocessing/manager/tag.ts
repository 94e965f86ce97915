/**
 * Whether anybody refers to an object of a manager: a block that each proxy in the program holds a reference to.
 *
 * So what counts the holders of any block counts those of the object: a proxy that travels has its reference in flight, one
 * that is collected gives it back, and so does whoever buries the agent that had it. The manager holds none for itself, and
 * gives up the object when it finds the block free.
 *
 * @module
 */

import type { Arrival, HandleData } from '../../agent/primitive.ts';
import { travels } from '../../agent/primitive.ts';
import { registerDecoder, type Program } from '../../agent/program.ts';
import { processProgram } from '../../agent/scope.ts';
import { KIND, type Address, type Handle } from '../../memory/index.ts';

export class Tag {
  readonly #program: Program;
  readonly #at: Address;
  #giveUp: (() => void) | undefined;

  /** A reference that this agent counts already becomes this tag's. */
  constructor(program: Program, at: Address) {
    this.#program = program;
    this.#at = at;
    this.#giveUp = program.adoptUntilClosed(this, at);
  }

  static make(): Tag {
    const program = processProgram();
    return new Tag(program, program.blocks.allocate(KIND.tag, 1));
  }

  /** One more for the same; undefined when nobody refers to it any more. */
  static of(handle: Handle): Tag | undefined {
    const program = processProgram();
    const { blocks } = program;
    if (!blocks.isHeld(handle) || !blocks.tryRetain(handle.at)) return undefined;
    if (blocks.is(handle, KIND.tag)) return new Tag(program, handle.at);
    program.release(handle.at);
    return undefined;
  }

  get handle(): Handle {
    return this.#program.blocks.handle(this.#at);
  }

  close(): void {
    this.#giveUp?.();
    this.#giveUp = undefined;
  }

  static {
    travels(Tag, (it): HandleData => {
      const { at, generation } = it.handle;
      return {
        type: 'ManagerTag',
        kind: KIND.tag,
        scope: 'process',
        at,
        generation,
        name: undefined,
        flags: 0,
      };
    });
  }
}

registerDecoder('ManagerTag', (program, { at }: Arrival['data']) => new Tag(program, at), 'process');
