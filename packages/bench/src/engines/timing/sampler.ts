/**
 * Calibrating, warming up and sampling, inside the unit.
 *
 * Not by tinybench, though it could be told to warm up so long and to take so many samples: it gives them back sorted,
 * and their order is what shows drift and modes; it measures every call by its own clock, where what happens between
 * threads is timed by those who do it; and how many operations make a sample is to be found in one process and frozen
 * for the others, which it does not do.
 *
 * @module
 */

import { LEAST_MS, LEAST_STEPS, type Sampling, WARM_UP_MS } from './order.ts';
import type { Gauge, Subject } from './subject.ts';

/** More operations than this are never put into one sample. */
const MOST = 2 ** 26;
/** So many samples in a row must be long enough: code gets faster while it is run. */
const IN_A_ROW = 3;

/** How many operations a sample needs, warm, so that it lasts long enough for a clock with this step (ms). */
export async function calibrate(
  subject: Subject,
  step: number,
  { warmUps, least }: Pick<Sampling, 'warmUps' | 'least'>,
): Promise<number> {
  const enough = Math.max(LEAST_MS, LEAST_STEPS * step);
  let times = least;
  let spent = 0;
  let inRow = 0;
  for (let runs = 1; ; runs += 1) {
    const took = await subject.run(times);
    subject.check();
    spent += took;
    inRow = took >= enough ? inRow + 1 : 0;
    if (inRow >= IN_A_ROW && runs >= warmUps && spent >= WARM_UP_MS) return times;
    if (inRow > 0) continue;
    if (times >= MOST) throw new RangeError(`Cannot calibrate: ${times} operations took ${took} ms`);
    times *= 2;
  }
}

/** Warms up, then takes the samples: nanoseconds per operation, all of them, in order. */
export async function sample(
  subject: Subject,
  { times, samples, warmUps }: Pick<Sampling, 'samples' | 'warmUps'> & { readonly times: number },
): Promise<number[]> {
  let spent = 0;
  for (let runs = 0; runs < warmUps || spent < WARM_UP_MS; runs += 1) {
    spent += await subject.run(times);
    subject.check();
  }
  const taken: number[] = [];
  while (taken.length < samples) taken.push(((await subject.run(times)) * 1e6) / times);
  subject.check();
  return taken;
}

/**
 * The same of what uses up something that has to be made again: single operations, each after a rest. Samples need
 * not be many, because each is long.
 */
export async function sampleRested(
  subject: Subject,
  { restMs, samples, warmUps }: Pick<Sampling, 'restMs' | 'samples' | 'warmUps'>,
): Promise<number[]> {
  const taken: number[] = [];
  for (let runs = 0; runs < warmUps + samples; runs += 1) {
    await new Promise((resolve) => setTimeout(resolve, restMs));
    const took = await subject.run(1);
    subject.check();
    if (runs >= warmUps) taken.push(took * 1e6);
  }
  return taken;
}

/** Of a gauge: what it gives, once. */
export async function readGauge(gauge: Gauge, times: number): Promise<readonly number[]> {
  const seen = await gauge.gauge(times);
  gauge.check();
  return seen;
}
