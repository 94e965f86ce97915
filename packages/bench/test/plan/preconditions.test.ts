import {
  defineScenario,
  describeScenario,
  PROTOCOL,
  type RunOrder,
  type UnitEvent,
  type UnitOrder,
} from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import type { Job } from '../../src/plan/matrix.ts';
import { runPlan, type Spectator } from '../../src/plan/run-plan.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import type { Target, UnitMessage } from '../../src/targets/target.ts';
import { definition } from '../support/definition.ts';

const unseen: Spectator = { began: () => undefined, happened: () => undefined, ended: () => undefined };
const never = new AbortController().signal;
const [node] = parseTargets(['node'], { isolated: true });
if (node === undefined) throw new Error('node is a target');

/** A target without memory, whose units say this of themselves; and the variants for which one was opened. */
function bare(say: (order: RunOrder) => readonly UnitEvent[]): { target: Target; opened: string[] } {
  const opened: string[] = [];
  const open = (order: UnitOrder): ReturnType<Target['open']> => {
    if (order.kind !== 'run') throw new Error('It runs scenarios only');
    opened.push(order.variant);
    const capabilities = [{ name: 'memory', available: false, reason: 'it has none' }];
    const events: readonly UnitEvent[] = [
      { type: 'hello', at: 0, protocol: PROTOCOL, runtime: 'bare', version: '1', capabilities },
      ...say(order),
      { type: 'end', at: 1 },
    ];
    const messages = (async function* (): AsyncGenerator<UnitMessage> {
      await Promise.resolve();
      for (const event of events) yield { kind: 'event', event };
      yield { kind: 'gone', code: 0, signal: null, reason: null };
    })();
    return Promise.resolve({
      messages,
      screenshot: () => Promise.resolve(undefined),
      kill: () => Promise.resolve(),
    });
  };
  return { target: { ...node!, open }, opened };
}

function jobsOn(target: Target, id = 'one', requires: readonly string[] = ['memory']): Job[] {
  const variants = { one: { title: 'one' }, two: { title: 'two' } };
  const outcome = [{ match: /a+/, expect: 'may', why: 'it may' }] as const;
  const contract = describeScenario(
    defineScenario('file:///s.ts', {
      ...definition,
      id,
      requires,
      variants,
      outcomes: { one: outcome, two: outcome },
    }),
  );
  const subject = { id: contract.id, path: '/s.ts', contract };
  return ['one', 'two'].map((variant) => {
    return { subject, target, variant, mutant: undefined, round: 0, seed: 1, params: {} };
  });
}

const lacks = (name: string): UnitEvent => {
  return { type: 'precondition', at: 0, missing: [{ name, reason: 'it has none' }] };
};

test('what a target lacks for a scenario it is asked once', async () => {
  const { target, opened } = bare(() => [lacks('memory')]);
  const { done } = await runPlan(jobsOn(target), undefined, never, unseen);
  expect(opened).toEqual(['one']);
  const [first, second] = done;
  expect(second?.judgement).toEqual(first?.judgement);
  expect(second?.judgement.status).toBe('precondition');
  expect(second?.judgement.reason).toContain('it has none');
});

test('what one variant asks for by itself is asked of the other too', async () => {
  const { target, opened } = bare(({ variant }) => (variant === 'one' ? [lacks('assumption')] : []));
  await runPlan(jobsOn(target), undefined, never, unseen);
  expect(opened).toEqual(['one', 'two']);
});

test('each target answers for itself', async () => {
  const poor = bare(() => [lacks('memory')]);
  const rich = bare(() => []);
  await runPlan([...jobsOn(poor.target), ...jobsOn(rich.target)], undefined, never, unseen);
  expect(rich.opened).toEqual(['one', 'two']);
});

test('what one scenario was told is known for others, and no more than that', async () => {
  const { target, opened } = bare(({ scenario }) => (scenario === 'needs-less' ? [] : [lacks('memory')]));
  const jobs = [...jobsOn(target), ...jobsOn(target, 'needs-it-too'), ...jobsOn(target, 'needs-less', [])];
  const { done } = await runPlan(jobs, undefined, never, unseen);
  expect(opened).toEqual(['one', 'one', 'two']);
  expect(done[2]?.judgement.status).toBe('precondition');
  expect(done[2]?.judgement.reason).toContain('It needs memory: it has none');
  expect(done[4]?.judgement.status).not.toBe('precondition');
});
