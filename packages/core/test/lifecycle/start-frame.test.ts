import { expect, test } from 'vitest';
import { VERSIONS } from '../../src/agent/state.ts';
import { argsOf, FrameReader, writeFrame } from '../../src/lifecycle/processes/start-frame.ts';

const description: Parameters<typeof writeFrame>[0] = {
  parent: { pid: 1, started: '2', name: 'the parent', daemon: false },
  name: 'é漢',
  daemon: true,
  lineage: [1, 2],
  startMethod: 1,
  logLevel: 2,
  trace: 0,
  surroundings: { cwd: '/', env: undefined, argv: ['a', '--b'] },
  task: { url: 'file:///x.ts', group: '', name: 'work' },
};

function pieces(frame: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(frame.length / size);
  return Array.from({ length: count }, (_, index) => frame.subarray(index * size, (index + 1) * size));
}

test.each([1, 3, 7, 8, 9, 64, 10_000])(
  'a start that comes in pieces of %i bytes is whole at the last',
  (size) => {
    const args = Uint8Array.from({ length: 300 }, (_, index) => index & 255);
    const frame = writeFrame(description, args);
    const reader = new FrameReader();
    const read = pieces(frame, size).map((piece) => reader.push(piece));
    const last = read.pop();
    expect(read.every((one) => one === undefined)).toBe(true);
    expect(last?.description).toEqual({
      ...description,
      versions: VERSIONS,
      madeBy: expect.stringMatching(/start-frame/),
      surroundings: { cwd: '/', argv: ['a', '--b'] },
    });
    expect(last?.args).toEqual(args);
    expect(argsOf(frame)).toEqual(args);
  },
);

test('a start without arguments ends with its description', () => {
  const frame = writeFrame(description, new Uint8Array());
  expect(new FrameReader().push(frame)?.args).toEqual(new Uint8Array());
});

test('a long start comes in many pieces, which are not copied again for each', () => {
  const frame = writeFrame(description, new Uint8Array(2 ** 24));
  const reader = new FrameReader();
  // Copied for each of 16,384 pieces it would be 137 GB, and beyond any test's time.
  const read = pieces(frame, 1024).map((piece) => reader.push(piece));
  expect(read.at(-1)?.args.length).toBe(2 ** 24);
});
