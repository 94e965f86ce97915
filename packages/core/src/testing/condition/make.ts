import { includes } from '../check.ts';
import { until } from '../board.ts';
import type { Context } from '../context.ts';
import type { AnyCondition } from './condition.tasks.ts';

/** A condition over the lock on test. */
export function make(t: Context, name?: string): AnyCondition {
  const label = name === undefined ? {} : { name };
  const { variant } = t.place;
  const lock =
    variant === 'over an RLock' ? new t.of.RLock() : new t.of.Lock({ fair: variant === 'over a fair Lock' });
  return new t.of.Condition(lock, label) as unknown as AnyCondition;
}

/** A wait of this thread's, in a flow that holds the lock before and after. */
export function waitHere(
  condition: AnyCondition,
  options?: Parameters<AnyCondition['wait']>[0],
): Promise<boolean> {
  return condition.run(() => condition.wait(options));
}

/** Until so many wait that are not notified. */
export async function waiting(condition: AnyCondition, count: number): Promise<void> {
  await until(() => String(condition).endsWith(`, ${count} waiting)`), `${count} are waiting`);
  includes(String(condition), 'Condition(', 'Lock(');
}

export function notify(condition: AnyCondition, n?: number): Promise<void> {
  return condition.run(() => condition.notify(n));
}
