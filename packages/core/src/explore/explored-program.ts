/**
 * The program as an explored agent sees it: the library's own, but that nothing depends on the garbage collector.
 *
 * @module
 */

import { Program } from '../agent/program.ts';
import type { HandleData } from '../agent/primitive.ts';
import type { Host } from '../host/host.ts';
import type { Address, AgentId } from '../memory/index.ts';
import type { ExploredWords } from './explored-words.ts';

export class ExploredProgram extends Program {
  readonly #decoders: ReadonlyMap<string, (program: Program, data: HandleData) => object>;

  constructor(
    host: Host,
    words: ExploredWords,
    me: AgentId,
    decoders: ReadonlyMap<string, (program: Program, data: HandleData) => object>,
  ) {
    super(host, words, me, 'explored');
    this.#decoders = decoders;
  }

  /** A reference is never given back by a collector, whose moment no schedule decides. */
  override adopt(): void {}

  override know(): void {}

  override wrapperOf(_at: Address): object | undefined {
    return undefined;
  }

  /** A wrapper of this agent's around a primitive that the setup made; costs no operation. */
  wrap(data: HandleData): object {
    const decoder = this.#decoders.get(data.type);
    if (decoder === undefined) throw new TypeError(`Cannot explore a ${data.type}: no decoder is registered`);
    return decoder(this, data);
  }
}

/** What explored agents have for a runtime. */
export function exploredHost(now: () => number, canBlock: boolean): Host {
  const nothing = (): void => {};
  const refuse = (): never => {
    throw new TypeError('Cannot start a thread in an exploration: name its agents instead');
  };
  return {
    runtime: 'node',
    version: 'explored',
    canBlock,
    noSharedMemory: undefined,
    now,
    keepAlive: nothing,
    nextTurn: (callback) => void setTimeout(callback, 0),
    // One, so that nobody looks for a change in a loop before it sleeps.
    parallelism: () => 1,
    nativeThreadId: () => null,
    nameThread: nothing,
    isEntry: () => false,
    writeError: nothing,
    setExitCode: nothing,
    onExit: nothing,
    onIdle: nothing,
    exitWorker: nothing,
    onUncaught: nothing,
    threads: {
      supervisor: 'worker',
      stockSleeps: true,
      startsFromFirstAgent: 'never',
      library: '',
      spawn: refuse,
      channel: refuse,
      endpoint: refuse,
    },
  };
}
