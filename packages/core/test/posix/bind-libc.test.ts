import { expect, test } from 'vitest';
import { UnsupportedError } from '../../src/errors.ts';
import { bindLibc, type ForeignFunctions } from '../../src/posix/bind-libc.ts';

type Calls = Record<string, unknown[][]>;

/** Foreign functions that do nothing, and write down how they are called. */
function fake(
  gives: Record<string, number>,
  platform = 'linux',
  arch = 'x64',
): ForeignFunctions & { calls: Calls } {
  const calls: Calls = {};
  return {
    calls,
    platform,
    arch,
    erasesFreed: false,
    open: (signatures) =>
      Object.fromEntries(
        Object.keys(signatures).map((name) => [
          name,
          (...args: unknown[]) => {
            (calls[name] ??= []).push(args);
            if (name === 'memmove' && args[0] instanceof Int32Array) args[0][0] = gives['errno'] ?? 0;
            return gives[name] ?? 0;
          },
        ]),
      ) as never,
    wrap: () => new ArrayBuffer(0),
  };
}

test.each([
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['linux', 'riscv64'],
])('%s on %s is not supported, and told so before anything is opened', (platform, arch) => {
  const foreign = { ...fake({}, platform, arch), open: () => expect.unreachable() };
  expect(() => bindLibc(foreign)).toThrow(UnsupportedError);
  expect(() => bindLibc(foreign)).toThrow(platform);
});

test('a library that does not open is not supported, with what the runtime said of it', () => {
  const foreign = {
    ...fake({}),
    open: () => {
      throw new Error('gettid: symbol not found');
    },
  };
  expect(() => bindLibc(foreign)).toThrow(UnsupportedError);
  expect(() => bindLibc(foreign)).toThrow('gettid: symbol not found');
});

test.each([38, 1])('a kernel or filter that refuses futex_waitv (error %d) is asked once', (errno) => {
  const foreign = fake({ futexWaitv: -1, futexWait: -1, errno });
  const libc = bindLibc(foreign);
  for (let wait = 0; wait < 3; wait += 1) libc.futexWaitBoth(64n, 1, 128n, 2, 5);
  expect(foreign.calls['futexWaitv']?.length).toBe(1);
  expect(foreign.calls['futexWait']?.length).toBe(3);
  expect(foreign.calls['futexWait']?.[0]?.slice(0, 4)).toEqual([202n, 64n, 0, 1]);
});

test('any other failure of it is the answer', () => {
  const foreign = fake({ futexWaitv: -1, errno: 110 });
  const libc = bindLibc(foreign);
  expect([libc.futexWaitBoth(64n, 1, 128n, 2, 5), libc.errno()]).toEqual([-1, 110]);
  expect(foreign.calls['futexWait']).toBeUndefined();
});

test('another processor has other numbers', () => {
  const foreign = fake({}, 'linux', 'arm64');
  bindLibc(foreign).futexWake(64n, 1);
  expect(foreign.calls['futexWake']?.[0]).toEqual([98n, 64n, 1, 1]);
});
