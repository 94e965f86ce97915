import { expect, test } from 'vitest';
import { KIND, type Address } from '../../src/memory/index.ts';
import { collectGarbage } from '../../src/testing/runtime.ts';
import { supervised } from './supervised.ts';

/** Where a block's count of references is, before it. */
const REFERENCES = -3;

function trials(): {
  program: ReturnType<typeof supervised>['program'];
  adopt: () => Address;
  references: (at: Address) => number;
} {
  const { program } = supervised();
  return {
    program,
    adopt: () => {
      const at = program.blocks.allocate(KIND.bytes, 1);
      const wrapper = {};
      program.adopt(wrapper, at);
      program.know(wrapper, at);
      return at;
    },
    references: (at) => program.words.load(at + REFERENCES),
  };
}

test('what a trial adopts is given back at its end, and nothing else', async () => {
  const { program, adopt, references } = trials();
  const before = {};
  const kept = program.blocks.allocate(KIND.bytes, 1);
  program.adopt(before, kept);
  const during: Address[] = [];
  await program.onTrial(async () => {
    during.push(adopt(), adopt());
    expect(during.map(references)).toEqual([1, 1]);
  });
  expect(during.map(references)).toEqual([0, 0]);
  expect(during.map((at) => program.wrapperOf(at))).toEqual([undefined, undefined]);
  expect(references(kept)).toBe(1);
  const after = {};
  const at = program.blocks.allocate(KIND.bytes, 1);
  program.adopt(after, at);
  expect(references(at)).toBe(1);
  expect([before, after].length).toBe(2);
});

test('is given back also where the trial fails, and once though garbage is collected', async () => {
  const { program, adopt, references } = trials();
  let at: Address = 0;
  await expect(
    program.onTrial(async () => {
      at = adopt();
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(references(at)).toBe(1);
      throw new Error('no module');
    }),
  ).rejects.toThrow('no module');
  expect(references(at)).toBe(0);
  const holder = {};
  const next = program.blocks.allocate(KIND.bytes, 1);
  expect(next).toBe(at);
  program.adopt(holder, next);
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(references(next)).toBe(1);
  expect(Object.keys(holder)).toEqual([]);
});
