import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import type { Body } from '../../task/registry.ts';
import { resolveTask } from '../../task/resolve.ts';
import { findDefinition } from './definitions.ts';

/** The functions behind a pool's numbers, in a worker: each is looked for once, and what failed fails again at once. */
export class Bodies {
  readonly #program: Program;
  readonly #pool: Address;
  readonly #known: (Body | undefined)[] = [];
  readonly #coming: Map<number, Promise<Body>> = new Map();

  constructor(program: Program, pool: Address) {
    this.#program = program;
    this.#pool = pool;
  }

  /** Undefined for one whose module is not loaded yet. */
  get(number: number): Body | undefined {
    return this.#known[number];
  }

  /** `amid`: while other tasks await here. */
  load(number: number, amid: boolean): Promise<Body> {
    let coming = this.#coming.get(number);
    if (coming === undefined) this.#coming.set(number, (coming = this.#load(number, amid)));
    return coming;
  }

  async #load(number: number, amid: boolean): Promise<Body> {
    const alike = amid && this.#program.host.taskFlows === undefined;
    const body = await resolveTask(findDefinition(this.#program, this.#pool, number), alike);
    this.#known[number] = body;
    return body;
  }
}
