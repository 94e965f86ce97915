import { expect, test } from 'vitest';
import { sideBySide } from '../../src/plan/side-by-side.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import type { Target } from '../../src/targets/target.ts';

interface Small {
  readonly name: string;
  readonly target: Target;
  readonly alone: boolean;
}

const targets = parseTargets(['node,deno,bun'], { isolated: true });
const never = new AbortController().signal;

function job(name: string, target: number, alone = false): Small {
  return { name, target: targets[target] as Target, alone };
}

/** Runs jobs, each for some turns; gives who ran when one began, itself included. */
async function watched(jobs: readonly Small[], width: number, signal = never): Promise<string[]> {
  const running = new Set<Small>();
  const seen: string[] = [];
  await sideBySide(jobs, { width, isAlone: ({ alone }) => alone }, signal, async (one) => {
    running.add(one);
    seen.push([...running].map(({ name }) => name).join('+'));
    for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
    running.delete(one);
  });
  expect(running.size).toBe(0);
  return seen;
}

test('one at a time, in their order, is what a width of one means', async () => {
  const jobs = [job('a', 0), job('b', 1, true), job('c', 2)];
  expect(await watched(jobs, 1)).toEqual(['a', 'b', 'c']);
});

test('so many run at once as there is room for, and never two on one target', async () => {
  const jobs = [job('a', 0), job('b', 0), job('c', 1), job('d', 2)];
  expect(await watched(jobs, 2)).toEqual(['a', 'a+c', 'b', 'b+d']);
  expect(await watched(jobs, 9)).toEqual(['a', 'a+c', 'a+c+d', 'b']);
});

test('what has to be alone runs last, by itself', async () => {
  const jobs = [job('a', 0, true), job('b', 1), job('c', 2), job('d', 1, true)];
  expect(await watched(jobs, 3)).toEqual(['b', 'b+c', 'a', 'd']);
});

test('an abort lets what runs end, and begins nothing more', async () => {
  const controller = new AbortController();
  const begun: string[] = [];
  let ended = 0;
  await sideBySide(
    [job('a', 0), job('b', 1), job('c', 0), job('d', 2, true)],
    { width: 2, isAlone: ({ alone }) => alone },
    controller.signal,
    async ({ name }) => {
      begun.push(name);
      if (name === 'b') controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 1));
      ended += 1;
    },
  );
  expect([begun, ended]).toEqual([['a', 'b'], 2]);
});

test('a job that throws ends it all', async () => {
  const run = sideBySide([job('a', 0)], { width: 2, isAlone: () => false }, never, () =>
    Promise.reject(new Error('no')),
  );
  await expect(run).rejects.toThrow('no');
});
