/**
 * Carries out an order in the process that was started for it.
 *
 * @module
 */

import { type Emit, errorData, PROTOCOL } from '@interleave/core/scenario';
import { clockStep } from './clock.ts';
import { type BenchOrder, REPORTED } from './order.ts';
import { calibrate, sample, sampleRested } from './sampler.ts';
import { AbsentError, type MakeSubject } from './subject.ts';

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
      report(REPORTED.times, order.restMs > 0 ? 1 : await calibrate(subject, step));
    } else {
      const { times, samples, restMs } = order;
      const taken = await (restMs > 0
        ? sampleRested(subject, { restMs, samples })
        : sample(subject, { times, samples }));
      for (const value of taken) report(REPORTED.sample, value);
    }
  } catch (error) {
    if (error instanceof AbsentError) {
      send({ type: 'precondition', missing: [{ name: order.module, reason: error.message }] });
    } else {
      send({ type: 'error', phase: 'run', error: errorData(error) });
    }
  }
  send({ type: 'end' });
}
