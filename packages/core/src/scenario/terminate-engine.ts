/**
 * The engine of endings: starts a body in a thread, does what should end it, and sees whether it ends.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import { defineTasks, type TaskRef, type Tasks } from '../task/index.ts';
import { resolveTask } from '../task/resolve.ts';
import { Thread } from '../threading/index.ts';
import type { ParamValues } from './contract.ts';
import type { Observer } from './observe.ts';
import type { ParamValue } from './params.ts';
import type { TerminateBody, TerminateScenario } from './terminate-contract.ts';

export const ENDED = 'ended';
export const NOT_ENDED = 'not ended';
/** The measure (milliseconds from the provocation to the end) that the engine takes itself where a contract names it. */
const UNTIL_END = 'until-end';
/** How often the engine looks whether the body has begun, in milliseconds. */
const LOOK_EVERY = 1;

type Shared = Parameters<TerminateBody>[0];

async function body(begun: SharedArrayBuffer, { url, taskName }: TaskRef, shared: Shared): Promise<void> {
  const task = await resolveTask({ url, group: '', name: taskName });
  atomicStore(new Int32Array(begun), 0, 1);
  await Reflect.apply(task, undefined, [shared]);
}

const tasks: Tasks<{ body: typeof body }> = defineTasks(
  import.meta.url,
  { body },
  { group: 'interleave/terminate' },
);

/** Tries bodies one after the other, until one does not end. */
export async function runTermination(
  scenario: TerminateScenario,
  observer: Observer,
  params: Readonly<Record<string, ParamValue>>,
): Promise<void> {
  const { ctx } = observer;
  const times = Number(params['times']);
  const patience = Number(params[mayGoOn(scenario, ctx.variant) ? 'watch' : 'bound']);
  for (let i = 0; i < times; i++) {
    const key = await tryBody(scenario, observer, params, patience);
    observer.observed(key, { body: i + 1, patience });
    ctx.progress((i + 1) / times);
    if (key === NOT_ENDED) return;
  }
}

async function tryBody(
  scenario: TerminateScenario,
  { ctx }: Observer,
  params: Readonly<Record<string, ParamValue>>,
  patience: number,
): Promise<string> {
  const values = params as ParamValues<never>;
  const shared = (await scenario.prepare(ctx, values)) as Shared;
  const { url, taskName } = bodyOf(scenario, ctx.variant, ctx.mutant);
  const buffer = new SharedArrayBuffer(4);
  const begun = new Int32Array(buffer);
  // A daemon, because nobody waits for one that does not end.
  const thread = new Thread(tasks.body, { args: [buffer, { url, taskName }, shared], daemon: true }).start();
  while (atomicLoad(begun, 0) === 0 && thread.isAlive) await ctx.sleep(LOOK_EVERY);
  ctx.count('begun', atomicLoad(begun, 0));
  await thread.join({ timeout: Number(params['settle']), signal: ctx.signal });
  const from = ctx.now();
  await scenario.provoke?.(ctx, shared, values);
  const ended = await thread.join({ timeout: patience, signal: ctx.signal });
  if (!ended) return NOT_ENDED;
  if (thread.error !== undefined) throw thread.error;
  if (scenario.measures.some(({ id }) => id === UNTIL_END)) ctx.measure(UNTIL_END, ctx.now() - from);
  return ENDED;
}

function bodyOf(scenario: TerminateScenario, variant: string, mutant: string | undefined): TerminateBody {
  const broken = mutant === undefined ? undefined : scenario.mutantBodies?.[mutant];
  return (broken ?? scenario.bodies[variant]) as TerminateBody;
}

/** Whether the contract has room for a body that does not end: then all there is to do is to watch it for a while. */
function mayGoOn({ outcomes }: TerminateScenario, variant: string): boolean {
  return (outcomes[variant] ?? []).some(({ match, expect }) => match === NOT_ENDED && expect !== 'never');
}
