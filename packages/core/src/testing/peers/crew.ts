/**
 * Processes that a suite's cases share, because to start one costs more than most cases do: one of each runtime.
 *
 * @module
 */

import type { Command } from '../programs/run-program.ts';
import { Peer, type PeerOptions } from './peer.ts';

export type Commands = Readonly<Record<'node' | 'deno' | 'bun', Command>>;

export class Crew {
  readonly commands: Commands;
  readonly #peers: Map<string, Peer> = new Map();

  constructor(commands: Commands) {
    this.commands = commands;
  }

  get runtimes(): readonly (keyof Commands)[] {
    return ['node', 'deno', 'bun'];
  }

  /** The process of a runtime that cases share. */
  of(runtime: keyof Commands): Peer {
    const peer = this.#peers.get(runtime) ?? this.start(runtime);
    this.#peers.set(runtime, peer);
    return peer;
  }

  get all(): Peer[] {
    return this.runtimes.map((runtime) => this.of(runtime));
  }

  /** A process for one case alone. */
  start(runtime: keyof Commands, options?: PeerOptions): Peer {
    return new Peer(this.commands[runtime], options);
  }
}
