import '@interleave/node';
import { expect, test } from 'vitest';
import { currentProgram } from '../../src/agent/program.ts';
import { processProgram } from '../../src/agent/scope.ts';
import { currentHost } from '../../src/agent/state.ts';
import {
  FREE,
  gone,
  HEADER,
  KIND,
  lifeAddress,
  SLOT,
  slotAddress,
  type AgentId,
} from '../../src/memory/index.ts';
import { Event } from '../../src/multiprocessing/index.ts';
import { placeIn } from '../../src/multiprocessing/open-program.ts';
import { ProcessProgram } from '../../src/multiprocessing/process-program.ts';
import { claimLife } from '../../src/posix/claim-life.ts';

const DIED = 0x4000_0000;

const libc = currentHost().processes!.libc();
const program = processProgram() as ProcessProgram;
const { words } = program;

/** Another agent of the program, of which the kernel will say that it has ended. */
function another(): { readonly other: ProcessProgram; die(): void } {
  const id = claimLife(words, libc, placeIn(currentProgram().words)!.base);
  const other = new ProcessProgram(currentProgram(), libc, words, id);
  return { other, die: () => void words.or(lifeAddress(id), DIED) };
}

function stateOf(id: AgentId): number {
  return words.load(slotAddress(id) + SLOT.state);
}

function held(by: ProcessProgram, count: number): number[] {
  return Array.from({ length: count }, () => {
    const at = by.blocks.allocate(KIND.bytes, 4);
    by.note(at);
    return at;
  });
}

const generations = (blocks: readonly number[]): number[] =>
  blocks.map((at) => program.blocks.handle(at).generation);

test('whoever is dead is buried, and what they held is given back once', () => {
  const { other, die } = another();
  // More than one chunk of its table.
  const blocks = held(other, 300);
  const before = generations(blocks);
  program.sweep();
  expect(generations(blocks)).toEqual(before);
  die();
  program.sweep();
  expect(stateOf(other.me)).toBe(FREE);
  expect(generations(blocks)).toEqual(before.map((generation) => generation + 1));
  program.sweep();
  expect(generations(blocks)).toEqual(before.map((generation) => generation + 1));
});

test('a burial that was begun is ended by the next, with what is left', () => {
  const { other, die } = another();
  const blocks = held(other, 300);
  const before = generations(blocks);
  die();
  const sweeper = another();
  // It has given back some, and died between two.
  let left = 100;
  sweeper.other.letGo = (at) => {
    left -= 1;
    if (left === 0) throw new Error('died');
    ProcessProgram.prototype.letGo.call(sweeper.other, at);
  };
  expect(() => sweeper.other.sweep()).toThrow('died');
  words.store(HEADER.sweeper, sweeper.other.me);
  program.sweep();
  expect(stateOf(other.me), 'somebody living is at it').not.toBe(FREE);
  sweeper.die();
  program.sweep();
  expect([stateOf(other.me), stateOf(sweeper.other.me), words.load(HEADER.sweeper)]).toEqual([FREE, FREE, 0]);
  const once = generations(blocks).filter((generation, index) => generation === before[index]! + 1);
  // The one that it was about to give back is not given back at all.
  expect(once.length).toBe(299);
});

test('everybody who waits looks again after a death, blocking or not', async () => {
  const { other, die } = another();
  const event = new Event();
  let looks = 0;
  const at = program.blocks.allocate(KIND.bytes, 2);
  const waiting = program.waits.wait(
    {},
    at,
    () => {
      looks += 1;
      return gone(words, other.me) || undefined;
    },
    Infinity,
  );
  await event.wait({ timeout: 1 });
  const before = looks;
  die();
  program.sweep();
  expect(await waiting).toBe(true);
  expect(looks).toBeGreaterThan(before);
});
