import { expect, test } from 'vitest';
import { ConditionObject } from '../../src/multiprocessing/manager/served/condition-object.ts';
import type { Caller } from '../../src/multiprocessing/manager/served/served.ts';
import { Session } from '../../src/multiprocessing/manager/served/session.ts';

const FOR_EVER = { timeout: Infinity };

/** A client, its next call, and how to take that back. */
function client(): { session: Session; caller: Caller; cancel: () => void } {
  const session = new Session(false);
  return { session, caller: session.begin(1), cancel: () => session.cancel(1) };
}

/** A client that waits; the lock is free again. */
function waiting(condition: ConditionObject): ReturnType<typeof client> & { wait: Promise<boolean> } {
  const one = client();
  expect(condition.acquire(one.caller, FOR_EVER)).toBe(true);
  return { ...one, wait: condition.wait(one.caller, FOR_EVER) };
}

function notifyOnce(condition: ConditionObject): void {
  const { caller } = client();
  expect(condition.acquire(caller, FOR_EVER)).toBe(true);
  condition.notify(caller, 1);
  condition.release();
}

test('a notification that comes for one whose wait was aborted a moment ago is the next one’s', async () => {
  const condition = new ConditionObject();
  const first = waiting(condition);
  const second = waiting(condition);
  first.cancel();
  notifyOnce(condition);
  await expect(first.wait).rejects.toThrow('abort');
  condition.release();
  expect(await second.wait).toBe(true);
});

test('one that was notified keeps that when its call is taken back a moment later', async () => {
  const condition = new ConditionObject();
  const { wait, cancel } = waiting(condition);
  notifyOnce(condition);
  cancel();
  expect(await wait).toBe(true);
  expect(condition.locked()).toBe(true);
});

test('a notification for one that goes before it has the lock is the next one’s', async () => {
  const condition = new ConditionObject();
  const first = waiting(condition);
  const second = waiting(condition);
  const { caller } = client();
  condition.acquire(caller, FOR_EVER);
  condition.notify(caller, 1);
  first.session.end();
  condition.release();
  await expect(first.wait).rejects.toThrow('gone');
  expect(await second.wait).toBe(true);
});
