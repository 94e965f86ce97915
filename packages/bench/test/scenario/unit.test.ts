import { carryOut, PROTOCOL, type UnitEvent, type UnitOrder } from '@interleave/core/scenario';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fixture } from '../support/cli.ts';

const capabilities = [{ name: 'threads', available: true, reason: '' }];

async function eventsOf(order: UnitOrder): Promise<UnitEvent[]> {
  const events: UnitEvent[] = [];
  const send = (line: string): void => void events.push(JSON.parse(line) as UnitEvent);
  await carryOut(order, { runtime: 'node', version: '0', capabilities: () => capabilities, send });
  return events;
}

function order(name: string, variant: string, more: object = {}): UnitOrder {
  const module = pathToFileURL(fixture(name)).href;
  return { kind: 'run', module, variant, params: {}, seed: 7, limit: 5000, ...more };
}

const types = (events: readonly UnitEvent[]): string[] => events.map(({ type }) => type);
const only = <T extends UnitEvent['type']>(
  events: readonly UnitEvent[],
  type: T,
): Extract<UnitEvent, { type: T }>[] =>
  events.filter((event): event is Extract<UnitEvent, { type: T }> => event.type === type);

test('hello says who runs and what it can', async () => {
  const events = await eventsOf({ kind: 'hello' });
  expect(types(events)).toEqual(['hello', 'end']);
  expect(events[0]).toMatchObject({ protocol: PROTOCOL, runtime: 'node', version: '0' });
  expect((events[0] as { capabilities?: unknown }).capabilities).toEqual(
    expect.arrayContaining(capabilities),
  );
});

test('a run says everything that its scenario says, in order, and its clock does not go back', async () => {
  const events = await eventsOf(order('coin.ts', 'heads', { params: { throws: 3 } }));
  expect(types(events).slice(0, 2)).toEqual(['hello', 'start']);
  expect(types(events).at(-1)).toBe('end');
  expect(only(events, 'observation').map(({ key, value }) => [key, value])).toEqual(
    Array.from({ length: 3 }, () => ['heads', { side: 'heads' }]),
  );
  expect(only(events, 'measure')).toHaveLength(3);
  expect(only(events, 'count').reduce((sum, { by }) => sum + by, 0)).toBe(3);
  expect(only(events, 'progress').map(({ fraction }) => fraction)).toEqual([1 / 3, 2 / 3, 1]);
  const times = events.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const { start, end } of only(events, 'span')) expect(end).toBeGreaterThanOrEqual(start);
});

test('the same seed makes the same choices', async () => {
  const keys = async (seed: number): Promise<string[]> =>
    only(await eventsOf(order('coin.ts', 'fair', { seed, params: { throws: 50 } })), 'observation').map(
      ({ key }) => key,
    );
  expect(await keys(1)).toEqual(await keys(1));
  expect(await keys(1)).not.toEqual(await keys(2));
});

test('many observations of known keys become numbers, and none is lost', async () => {
  const events = await eventsOf(order('coin.ts', 'heads', { params: { throws: 250 } }));
  const whole = only(events, 'observation').length;
  const counted = only(events, 'histogram').flatMap(({ counts }) => counts);
  expect(whole).toBe(100);
  expect(whole + counted.reduce((sum, [, count]) => sum + count, 0)).toBe(250);
});

test('a mutant runs in place of its variant', async () => {
  const events = await eventsOf(order('coin.ts', 'heads', { mutant: 'painted', params: { throws: 1 } }));
  expect(only(events, 'observation')[0]?.key).toBe('tails');
});

test('what the target lacks is a precondition with a reason', async () => {
  const events = await eventsOf(order('needy.ts', 'only'));
  expect(types(events)).toEqual(['hello', 'precondition', 'end']);
  const [missing] = only(events, 'precondition')[0]?.missing ?? [];
  expect(missing).toEqual({
    name: 'time-travel',
    reason:
      "this target knows no capability 'time-travel'; there is 'threads', 'operating-system', 'proc', 'cpu-affinity'",
  });
});

test.each([
  ['a module that is none', order('nowhere.ts', 'one'), 'load', /Cannot find module/],
  ['a module without a scenario', order('no-scenario.ts', 'one'), 'load', /exports no scenario/],
  ['a variant that is none', order('coin.ts', 'fare'), 'load', /did you mean 'fair'/],
  ['a wrong parameter', order('coin.ts', 'fair', { params: { throws: 0 } }), 'params', /from 1 to 1000/],
  [
    'a time limit',
    order('coin.ts', 'fair', { limit: 20, params: { throws: 1000 } }),
    'limit',
    /time limit of 20 ms/,
  ],
])('%s is an error event, and the unit still ends', async (_what, given, phase, message) => {
  const events = await eventsOf(given);
  const [error] = only(events, 'error');
  expect(error?.phase).toBe(phase);
  expect(error?.error.message).toMatch(message);
  expect(types(events).at(-1)).toBe('end');
});

test('modules are described, the good ones and the bad ones', async () => {
  const modules = ['coin.ts', 'no-scenario.ts'].map((name) => pathToFileURL(fixture(name)).href);
  const [coin, none] = only(await eventsOf({ kind: 'describe', modules }), 'contract');
  expect(coin?.contract).toMatchObject({
    id: 'coin',
    limit: 60_000,
    variants: { fair: { title: 'a fair coin' } },
  });
  expect(coin?.contract?.outcomes['fair']?.[1]?.match).toEqual({ source: 'tails?', flags: '' });
  expect(none?.error?.name).toBe('ContractError');
});
