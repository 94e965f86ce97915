/**
 * A unit, from inside the target: carries out one order and says everything as events.
 *
 * @module
 */

import type { Scenario } from './contract.ts';
import { describeScenario } from './describe.ts';
import { errorData } from './error-data.ts';
import { type Capability, type Phase, PROTOCOL, type UnitEvent } from './events.ts';
import { lacksOf } from './lacks.ts';
import { loadScenario, loadScenarios } from './load.ts';
import { suggestion } from './nearest.ts';
import { AssumptionError, clock, createObserver, type Emit, type Observer } from './observe.ts';
import type { RunOrder, UnitOrder } from './order.ts';
import { checkParams, type ParamValue } from './params.ts';
import { ProjectionError, repeats, runScenario } from './run-engine.ts';
import { timelineSince, traceFromHere } from './timeline.ts';
import { type System, systemCapabilities } from './system.ts';

/** What a target's entry module lends the unit. */
export interface UnitEnvironment {
  readonly runtime: string;
  readonly version: string;
  readonly capabilities: () => readonly Capability[] | Promise<readonly Capability[]>;
  /** Sends one line, or keeps it in order until it can. */
  readonly send: (line: string) => void;
  /** Absent where the target has no operating system to ask. */
  readonly system?: System;
}

/** Carries out an order. Never rejects: what goes wrong is an event. */
export async function carryOut(order: UnitOrder, environment: UnitEnvironment): Promise<void> {
  const startedAt = clock();
  const emit: Emit = (event) => {
    const sent: UnitEvent = { ...event, at: Math.round((clock() - startedAt) * 1000) / 1000 };
    environment.send(JSON.stringify(sent));
  };
  try {
    const { system } = environment;
    // First of all, because to look at what there is uses the library.
    if (order.kind === 'run' && order.trace === true) traceFromHere();
    const capabilities = [...(await environment.capabilities()), ...systemCapabilities(system)];
    emit({
      type: 'hello',
      protocol: PROTOCOL,
      runtime: environment.runtime,
      version: environment.version,
      capabilities,
    });
    if (order.kind === 'describe') for (const module of order.modules) await describe(module, emit);
    if (order.kind === 'run') await run(order, capabilities, environment, emit);
  } catch (thrown) {
    fail(emit, 'load', thrown);
  }
  emit({ type: 'end' });
}

/** Says that an error escaped everything that could have caught it. */
export function uncaught(thrown: unknown, environment: UnitEnvironment): void {
  const event: UnitEvent = { type: 'error', at: 0, phase: 'uncaught', error: errorData(thrown) };
  environment.send(JSON.stringify(event));
}

async function describe(module: string, emit: Emit): Promise<void> {
  try {
    for (const scenario of await loadScenarios(module))
      emit({ type: 'contract', module, contract: describeScenario(scenario) });
  } catch (thrown) {
    emit({ type: 'contract', module, error: errorData(thrown) });
  }
}

async function run(
  order: RunOrder,
  capabilities: readonly Capability[],
  { runtime, system }: UnitEnvironment,
  emit: Emit,
): Promise<void> {
  const scenario = await loadScenario(order.module, order.scenario);
  if (!Object.hasOwn(scenario.variants, order.variant)) {
    throw new RangeError(
      `There is no variant '${order.variant}': ${suggestion(order.variant, Object.keys(scenario.variants))}`,
    );
  }
  const missing = lacksOf(scenario.requires, capabilities);
  if (missing.length > 0) {
    emit({ type: 'precondition', missing });
    return;
  }
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort(new Error(`The time limit of ${order.limit} ms is over`));
    // Now, because what does not end of that is killed; and who waits for whom is what it is about.
    tellTimeline(observer, emit);
  }, order.limit);
  const { variant, mutant, seed } = order;
  const observer = createObserver(scenario, { variant, mutant, seed, signal: abort.signal, system }, emit);
  let phase: Phase = 'params';
  try {
    const params = checkParams(scenario.params, order.params);
    const times = 'run' in scenario ? repeats(scenario, params) : 1;
    emit({ type: 'start', variant, contractHash: scenario.contractHash, repeat: times });
    phase = 'run';
    await runOn(scenario, observer, params, times, runtime);
  } catch (thrown) {
    if (thrown instanceof AssumptionError) {
      emit({ type: 'precondition', missing: [{ name: 'assumption', reason: thrown.message }] });
    } else {
      fail(
        emit,
        abort.signal.aborted ? 'limit' : thrown instanceof ProjectionError ? 'project' : phase,
        thrown,
      );
    }
  } finally {
    clearTimeout(timer);
    observer.flush();
    tellTimeline(observer, emit);
  }
}

/** Nothing that goes wrong with the picture of a run is a fault of what was run. */
function tellTimeline({ startedAt, ctx }: Observer, emit: Emit): void {
  try {
    const timeline = timelineSince(startedAt);
    if (timeline !== undefined) emit({ type: 'timeline', timeline });
  } catch (thrown) {
    ctx.log('There is no timeline:', thrown);
  }
}

/** The other engines are loaded only here, so that a scenario without threads needs none of the library. */
async function runOn(
  scenario: Scenario,
  observer: Observer,
  params: Readonly<Record<string, ParamValue>>,
  times: number,
  runtime: string,
): Promise<void> {
  if ('run' in scenario) return await runScenario(scenario, observer, params, times);
  switch (scenario.engine) {
    case 'sample': {
      const { runSamples } = await import('./sample-engine.ts');
      return await runSamples(scenario, observer, params);
    }
    case 'terminate': {
      const { runTermination } = await import('./terminate-engine.ts');
      return await runTermination(scenario, observer, params);
    }
    case 'stress': {
      const { runStress } = await import('./stress-engine.ts');
      return await runStress(scenario, observer, params, runtime);
    }
  }
}

function fail(emit: Emit, phase: Phase, thrown: unknown): void {
  emit({ type: 'error', phase, error: errorData(thrown) });
}
