/**
 * Carries out an order in the process that was started for it.
 *
 * @module
 */

import type { Emit } from '@interleave/core/scenario';
import { clockStep } from './clock.ts';
import { type BenchOrder, REPORTED } from './order.ts';
import { PROTOCOL } from './protocol.ts';
import { calibrate, readGauge, sample, sampleRested } from './sampler.ts';
import { AbsentError, type Gauge, type MakeSubject, type Subject } from './subject.ts';

/** Where the unit runs. */
export interface BenchUnit {
  readonly runtime: string;
  readonly version: string;
  /** Loads a module of `peers/work`, and the runtime's package before one of our own. */
  load(module: string): Promise<Readonly<Record<string, MakeSubject>>>;
  readonly send: Emit;
}

/** Never rejects: what goes wrong is an event. */
export async function measureOn(
  order: BenchOrder,
  { runtime, version, load, send }: BenchUnit,
): Promise<void> {
  send({ type: 'hello', protocol: PROTOCOL, runtime, version, capabilities: [] });
  const report = (id: string, value: number): void => send({ type: 'measure', id, value });
  try {
    const make = (await load(order.module))[order.make];
    if (make === undefined) throw new TypeError(`${order.module} exports no ${order.make}`);
    const subject = await make();
    if (order.times === null) {
      const step = clockStep();
      report(REPORTED.step, step * 1e6);
      report(REPORTED.times, await operationsOf(subject, step, order));
    } else {
      for (const value of await samplesOf(subject, order.times, order)) report(REPORTED.sample, value);
    }
  } catch (error) {
    if (error instanceof AbsentError) {
      send({ type: 'precondition', missing: [{ name: order.module, reason: error.message }] });
    } else {
      // Only now, for the reason that protocol.ts gives.
      const { errorData } = await import('@interleave/core/scenario');
      send({ type: 'error', phase: 'run', error: errorData(error) });
    }
  }
  send({ type: 'end' });
}

/** A gauge is read once even so, to see that it can be. */
async function operationsOf(subject: Subject | Gauge, step: number, order: BenchOrder): Promise<number> {
  if (!('gauge' in subject)) return order.restMs > 0 ? 1 : await calibrate(subject, step, order);
  await readGauge(subject, order.gauge);
  return order.gauge;
}

async function samplesOf(
  subject: Subject | Gauge,
  times: number,
  order: BenchOrder,
): Promise<readonly number[]> {
  if ('gauge' in subject) return readGauge(subject, times);
  return order.restMs > 0 ? sampleRested(subject, order) : sample(subject, { ...order, times });
}
