import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PROTOCOL, RECORD_SEPARATOR, type UnitEvent } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { calibration, measure, type Measured } from '../../src/engines/bench/measure.ts';
import * as written from '../../src/engines/timing/protocol.ts';
import { USUAL } from '../../src/engines/timing/order.ts';
import { AbsentError, type MakeSubject } from '../../src/engines/timing/subject.ts';
import { measureOn } from '../../src/engines/timing/unit.ts';
import { Channel } from '../../src/targets/channel.ts';
import type { Unit, UnitMessage } from '../../src/targets/target.ts';

const WORK = { module: 'x/pool', make: 'it', ...USUAL };
const quick = { start: 5000, work: 100, exit: 1000 };
const { signal } = new AbortController();

/** A unit in this process. */
function here(make: MakeSubject): Parameters<typeof measure>[1] {
  return (order) => {
    const messages = new Channel<UnitMessage>();
    const send = (event: object): void =>
      void messages.push({ kind: 'event', event: { ...event, at: 0 } as UnitEvent });
    const gone = (): void => {
      messages.push({ kind: 'gone', code: 0, signal: null, reason: null });
      messages.close();
    };
    const load = (): Promise<Record<string, MakeSubject>> => Promise.resolve({ it: make });
    void measureOn(order, { runtime: 'node', version: '1', load, send }).then(gone);
    const unit: Unit = {
      messages,
      kill: () => Promise.resolve(gone()),
      screenshot: () => Promise.resolve(undefined),
    };
    return Promise.resolve(unit);
  };
}

test('a gauge gives its samples itself, as often as the order says', async () => {
  const asked: number[] = [];
  const gauge: MakeSubject = () => ({
    gauge: (times) => Promise.resolve([asked.push(times), 40, 2]),
    check: () => undefined,
  });
  const work = { ...WORK, gauge: 512, samples: 3 };
  const found = await measure(calibration(work), here(gauge), signal);
  expect(found).toMatchObject({ status: 'ok', times: 512 });
  const measured = await measure({ ...work, times: 512 }, here(gauge), signal);
  expect(measured).toMatchObject({ status: 'ok', samples: [2, 40, 2] });
  expect(asked).toEqual([512, 512]);
});

test('who hangs is killed and said to hang', async () => {
  const silent: MakeSubject = () => ({
    run: () => new Promise<never>(() => undefined),
    check: () => undefined,
  });
  const measured: Measured = await measure({ ...WORK, times: 1 }, here(silent), signal, quick);
  expect(measured).toMatchObject({ status: 'hangs', reason: 'It was killed after 100 ms without a result' });
});

test('who cannot be run says so at any time, not only when it is made', async () => {
  const late: MakeSubject = () => ({
    run: () => Promise.reject(new AbsentError('it transfers nothing')),
    check: () => undefined,
  });
  expect(await measure(calibration(WORK), here(late), signal)).toMatchObject({
    status: 'absent',
    reason: 'it transfers nothing',
  });
});

test('a unit that measures speaks core’s protocol', () => {
  expect({ ...written }).toEqual({ PROTOCOL, RECORD_SEPARATOR });
});

test('what is measured cold is loaded while it is measured, and not before by the unit itself', async () => {
  const entry = fileURLToPath(new URL('../../src/targets/bench-node.ts', import.meta.url));
  const trace = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    import { writeSync } from 'node:fs';
    registerHooks({ load: (url, context, next) => (writeSync(2, url + '\\n'), next(url, context)) });
  `)}`;
  const order = JSON.stringify({ ...WORK, module: 'bare/pool', make: 'cold', times: 1, gauge: 1 });
  const args = ['--conditions=interleave-source', '--import', trace, entry, order];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  expect(stdout).toContain('"sample"');
  const loaded = stderr.split('\n').filter((url) => url.startsWith('file:'));
  expect(loaded.some((url) => url.endsWith('/pool/cold.ts'))).toBe(true);
  expect(loaded.filter((url) => /\/(core|node)\/(src|dist)\//.test(url))).toEqual([]);
});
