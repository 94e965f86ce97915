import { errors, multiprocessing } from '@interleave/browser';
import { describe, expect, test } from 'vitest';

describe('multiprocessing in a browser', () => {
  for (const name of ['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event'] as const) {
    test(`${name} says why it cannot be, and what works`, () => {
      expect(() => new multiprocessing[name]()).toThrow(errors.UnsupportedError);
      expect(() => new multiprocessing[name]()).toThrow(/in a browser.*threading works here/);
    });
  }
  test('Barrier says so too, after it has looked at what it was given', () => {
    expect(() => new multiprocessing.Barrier(0)).toThrow(RangeError);
    expect(() => new multiprocessing.Barrier(2)).toThrow(errors.UnsupportedError);
  });
  for (const name of ['Queue', 'JoinableQueue', 'SimpleQueue'] as const) {
    test(`${name} says so too`, () => {
      expect(() => new multiprocessing[name]()).toThrow(errors.UnsupportedError);
      expect(() => new multiprocessing[name]()).toThrow(/in a browser.*threading works here/);
    });
  }
  test('Pipe says so too', () => {
    expect(() => multiprocessing.Pipe()).toThrow(errors.UnsupportedError);
    expect(() => multiprocessing.Pipe({ duplex: false })).toThrow(/in a browser.*threading works here/);
  });
  test('shared memory says so, and what works', async () => {
    expect(() => multiprocessing.Value('i32', 0)).toThrow(errors.UnsupportedError);
    expect(() => multiprocessing.Array('i32', 1)).toThrow(errors.UnsupportedError);
    expect(() => new multiprocessing.SharedMemory({ create: true, size: 8 })).toThrow(/SharedArrayBuffer/);
    expect(() => new multiprocessing.SharedMemory({ name: 'x' })).toThrow(errors.UnsupportedError);
    expect(() => new multiprocessing.ShareableList([1])).toThrow(errors.UnsupportedError);
    await expect(new multiprocessing.SharedMemoryManager().start()).rejects.toThrow(errors.UnsupportedError);
  });
  test('a Listener and a Client say so', async () => {
    expect(() => new multiprocessing.Listener({ port: 0 }, 'key')).toThrow(/in a browser/);
    await expect(multiprocessing.Client({ port: 1 })).rejects.toThrow(errors.UnsupportedError);
  });
  test('a Manager says so', async () => {
    const there = { address: { port: 1 }, authkey: 'key' };
    await expect(multiprocessing.Manager()).rejects.toThrow(errors.UnsupportedError);
    await expect(multiprocessing.connectManager(there)).rejects.toThrow(errors.UnsupportedError);
  });
  test('the logger says so too', () => {
    expect(() => multiprocessing.getLogger()).toThrow(errors.UnsupportedError);
  });
});
