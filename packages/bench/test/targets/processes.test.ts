import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openProcess } from '../../src/targets/process-unit.ts';
import type { UnitMessage } from '../../src/targets/target.ts';
import { alive, descendants, whenGone } from '../support/processes.ts';

const EVENT = '\\036{"type":"end","at":0}';

async function collect(script: string): Promise<UnitMessage[]> {
  const out: UnitMessage[] = [];
  for await (const message of openProcess({ file: '/bin/sh', args: ['-c', script] }).messages)
    out.push(message);
  return out;
}

const lines = (messages: readonly UnitMessage[]): string[] =>
  messages.flatMap((message) => (message.kind === 'line' ? [message.text] : []));

test('events, lines of both outputs, and the exit, which is last', async () => {
  const messages = await collect(`echo out; echo err >&2; printf '${EVENT}\\n'; printf last; exit 3`);
  expect(messages.at(-1)).toEqual({ kind: 'gone', code: 3, signal: null, reason: null });
  expect(lines(messages).sort()).toEqual(['err', 'last', 'out']);
  expect(messages.filter(({ kind }) => kind === 'event')).toHaveLength(1);
});

test('an event in the error output is only a line', async () => {
  const messages = await collect(`printf '${EVENT}\\n' >&2`);
  expect(messages.some(({ kind }) => kind === 'event')).toBe(false);
});

test('a program that is not there is gone at once, with the reason', async () => {
  const out: UnitMessage[] = [];
  for await (const message of openProcess({ file: '/nowhere/node', args: [] }).messages) out.push(message);
  expect(out).toEqual([
    { kind: 'gone', code: null, signal: null, reason: expect.stringMatching(/not be started: .*ENOENT/) },
  ]);
});

test('what it leaves behind is killed and named, and does not hold up its end', async () => {
  const begun = performance.now();
  const messages = await collect('sleep 1000 & echo $!');
  expect(performance.now() - begun).toBeLessThan(5000);
  const [pid, remark] = lines(messages);
  expect(remark).toContain('left processes behind');
  expect(await whenGone([Number(pid)], 500)).toEqual([]);
});

test('killing it kills what it started', async () => {
  const unit = openProcess({ file: '/bin/sh', args: ['-c', 'sleep 1000 & echo $!; wait'] });
  const messages = unit.messages[Symbol.asyncIterator]();
  const first = (await messages.next()).value as UnitMessage;
  const pid = first.kind === 'line' ? Number(first.text) : 0;
  expect(alive(pid)).toBe(true);
  await unit.kill();
  expect(await whenGone([pid], 500)).toEqual([]);
  expect((await messages.next()).value).toMatchObject({ kind: 'gone', signal: 'SIGKILL' });
});

test('when the bench is killed outright, its units die with it', async () => {
  const module = fileURLToPath(new URL('../../src/targets/process-unit.ts', import.meta.url));
  const script = `
    const { openProcess } = await import(${JSON.stringify(module)});
    openProcess({ file: '/bin/true', args: [] });
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (let i = 0; i < 3; i++) openProcess({ file: '/bin/sh', args: ['-c', 'sleep 1000 & wait'] });
    console.log('up');`;
  const child = spawn(
    process.execPath,
    ['--conditions=interleave-source', '--input-type=module', '-e', script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const started = (): number => descendants(child.pid ?? 0).length;
  await expect.poll(started, { message: 'three shells, three sleeps, the reaper', timeout: 10_000 }).toBe(7);
  const family = descendants(child.pid ?? 0);
  child.kill('SIGKILL');
  expect(await whenGone(family, 2000)).toEqual([]);
});
