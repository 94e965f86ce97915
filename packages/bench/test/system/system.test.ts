import { systemCapabilities } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { system } from '../../src/system/system.ts';
import { add, echo, fail, linger } from '../fixtures/program.ts';

test('a program runs a task with its arguments and says what came of it', async () => {
  const end = await system.start(add, { args: [2, 3] }).ended;
  expect(end).toEqual({ code: 0, signal: null, result: 5, output: [], errors: '' });
});

test('a program has a standard input, and lines come as they are written', async () => {
  const program = system.start(echo, { args: [system.url] });
  const lines: string[] = [];
  await new Promise<void>((resolve) => {
    program.onLine((line) => {
      lines.push(line);
      resolve();
    });
  });
  // Across a line's end, and a character of several bytes.
  program.write('first ⏱\nsec');
  program.write('ond\n');
  const { result, output } = await program.ended;
  expect(lines).toEqual([`pid ${program.pid}`]);
  expect(output).toEqual(lines);
  expect(result).toEqual(['first ⏱', 'second']);
});

test('a program whose task throws has no result, an exit code and the error', async () => {
  const { code, result, errors } = await system.start(fail).ended;
  expect(code).not.toBe(0);
  expect(result).toBeUndefined();
  expect(errors).toContain('on purpose');
});

test('a program that outlives its limit is killed', async () => {
  const { signal, result } = await system.start(linger, { limit: 50 }).ended;
  expect(signal).toBe('SIGKILL');
  expect(result).toBeUndefined();
});

test('a server answers what it was asked', async () => {
  const server = await system.serve((path, method) =>
    Promise.resolve({ status: 202, text: `${method} ${path}` }),
  );
  expect(await system.fetch(`${server.url}/job`)).toEqual({ status: 202, text: 'GET /job' });
  expect(await system.fetch(`${server.url}/job`, { method: 'POST' })).toEqual({
    status: 202,
    text: 'POST /job',
  });
  await server.close();
});

test('what cannot be read is null', () => {
  expect(system.readText('/no/such/file')).toBeNull();
  expect(system.list('/no/such/folder')).toBeNull();
});

test('CPU time and memory are those of this process', () => {
  const before = system.cpuTime();
  for (const end = performance.now() + 20; performance.now() < end;);
  expect(system.cpuTime()).toBeGreaterThan(before);
  expect(system.memory()).toBeGreaterThan(1 << 20);
  expect(system.pid).toBe(process.pid);
});

test('a page lacks all of it, with a reason', () => {
  for (const { available, reason } of systemCapabilities(undefined)) {
    expect(available).toBe(false);
    expect(reason).not.toBe('');
  }
  expect(systemCapabilities(system).find(({ name }) => name === 'operating-system')?.available).toBe(true);
});
