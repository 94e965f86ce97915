import type { WaitOptions, WaitSyncOptions } from '../../../agent/deadline.ts';
import { Guard } from '../../../agent/guard.ts';
import { currentProgram } from '../../../agent/program.ts';
import { NotOwnedError } from '../../../errors.ts';
import { insideFlow } from '../../../threading/flows.ts';
import type { Held } from '../../../threading/rlock.ts';
import type { Reference, Referee } from '../proxy.ts';
import type { Tag } from '../tag.ts';
import { flowsOf, type RemoteFlows } from './flows.ts';
import { late, Remote } from './remote.ts';

/** An RLock that a manager owns: its thread is this agent, by the connection that the proxy is of. */
export class RemoteRLock extends Remote {
  readonly #flows: RemoteFlows;

  constructor(referee: Referee, reference: Reference, tag?: Tag) {
    super(referee, reference, tag);
    this.#flows = flowsOf(referee, reference.id);
  }

  tryAcquire(): boolean {
    return this.waitsSync('acquire', { timeout: 0 });
  }

  acquireSync(options?: WaitSyncOptions): boolean {
    return this.waitsSync('acquire', options);
  }

  release(): void {
    this.ask('release');
  }

  holdSync(options?: WaitSyncOptions): Guard {
    if (!this.acquireSync(options)) throw late(this, options);
    return new Guard(() => this.release());
  }

  async run<T>(body: (held: Held) => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    const inside = this.#flows.present(currentProgram());
    if (inside !== 0) return this.#inside(inside, body, options);
    const flow = this.#flows.begin();
    try {
      return await this.#inside(flow, body, options);
    } finally {
      this.#flows.end(flow);
    }
  }

  runSync<T>(body: () => T, options?: WaitSyncOptions): T {
    const guard = this.holdSync(options);
    try {
      return body();
    } finally {
      guard.release();
    }
  }

  async #inside<T>(
    flow: number,
    body: (held: Held) => T | PromiseLike<T>,
    options: WaitOptions | undefined,
  ): Promise<T> {
    const taken = await this.waits<boolean>('acquire', options, [], { flow, scoped: true });
    if (!taken) throw late(this, options);
    const held: Held = {
      run: async (inner) => {
        if (this.#flows.has(flow)) return this.#inside(flow, inner, undefined);
        throw new NotOwnedError(`Cannot re-enter ${this}: the run that gave this way in is over`);
      },
    };
    try {
      return await insideFlow(currentProgram(), this.#flows.key, flow, () => body(held));
    } finally {
      await this.callMethod('release', [flow]);
    }
  }

  get locked(): boolean {
    return this.ask('locked');
  }

  /** Whether this agent holds it, or the `run` that the present flow is inside. */
  get owned(): boolean {
    const flow = this.#flows.present(currentProgram());
    return this.ask('owned', flow === 0 ? [0] : [0, flow]);
  }

  get depth(): number {
    return this.ask('depth');
  }

  get abandoned(): boolean {
    return this.ask('abandoned');
  }
}
