/**
 * The lines by which a process rings the bells of others: one connection for each slot, which all its threads use,
 * because a descriptor is the process's and would be left behind by a thread that ends.
 *
 * A table in the memory of the process's threads: for each slot LINE, 1 more than a descriptor, and WHOM, the identity
 * that it leads to. A descriptor that is in the table is never closed, for a thread may be about to write to it and its
 * number could be another file's by then. A line to whoever is gone is replaced under its number instead, at once. Who
 * then writes to the new one rings somebody for nothing, which is harmless. WHOM is written last, so it may name one
 * before whom LINE leads to, which costs another connection; where two threads replace one line at once it may name one
 * whom LINE does not lead to any more, which the write finds out.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { HEADER, KIND, SLOTS, type Address, type AgentId } from '../memory/index.ts';
import { AF_UNIX, EAGAIN, SEND_FLAGS, SOCKET_TYPE } from '../posix/constants.ts';
import type { Libc } from '../posix/libc.ts';

const LINE = 0;
const WHOM = 1;
const ENTRY_WORDS = 2;

const ONE = new Uint8Array(1);

export class Lines {
  readonly #threads: Program;
  readonly #libc: Libc;
  readonly #tag: string;
  #table: Address = 0;

  constructor(threads: Program, libc: Libc, tag: string) {
    this.#threads = threads;
    this.#libc = libc;
    this.#tag = tag;
  }

  /** What an agent's bell is called. */
  nameOf(id: AgentId): string {
    return `interleave/${this.#tag}/${id}`;
  }

  /** Rings an agent; nothing comes of it where that has ended. */
  ring(id: AgentId): void {
    const { words } = this.#threads;
    const entry = this.#entry(id);
    if (words.load(entry + WHOM) === id && this.#write(words.load(entry + LINE) - 1)) return;
    if (this.#connect(entry, id)) this.#write(words.load(entry + LINE) - 1);
  }

  /** False where nobody is there. A line that is full is heard: somebody has not read so much yet. */
  #write(line: number): boolean {
    return this.#libc.send(line, ONE, SEND_FLAGS) >= 0 || this.#libc.errno() === EAGAIN;
  }

  /** False where nobody listens; and where so many wait to be heard that one more makes no difference. */
  #connect(entry: Address, id: AgentId): boolean {
    const { words } = this.#threads;
    const libc = this.#libc;
    const fresh = libc.socket(AF_UNIX, SOCKET_TYPE, 0);
    if (fresh < 0) return false;
    const heard = libc.connect(fresh, addressOf(this.nameOf(id))) === 0;
    const line = heard ? words.compareExchange(entry + LINE, 0, fresh + 1) : 0;
    if (line !== 0) libc.replace(fresh, line - 1);
    // Under its first number it is in the table only where there was none.
    if (!heard || line !== 0) libc.close(fresh);
    if (heard) words.store(entry + WHOM, id);
    return heard;
  }

  #entry(id: AgentId): Address {
    if (this.#table === 0) this.#table = this.#findTable();
    return this.#table + (id & (SLOTS - 1)) * ENTRY_WORDS;
  }

  #findTable(): Address {
    const { words, blocks } = this.#threads;
    const found = words.load(HEADER.lines);
    const made = found === 0 ? blocks.allocate(KIND.bytes, SLOTS * ENTRY_WORDS) : 0;
    const first = made === 0 ? found : words.compareExchange(HEADER.lines, 0, made);
    if (first === 0) return made;
    if (made !== 0) blocks.free(made);
    blocks.meet(first);
    return first;
  }
}

/** A sockaddr_un with an abstract name. */
function addressOf(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  const address = new Uint8Array(3 + bytes.length);
  address[0] = AF_UNIX;
  address.set(bytes, 3);
  return address;
}
