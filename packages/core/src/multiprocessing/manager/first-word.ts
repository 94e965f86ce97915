import type { WaitOptions } from '../../agent/deadline.ts';

/** What somebody says by a queue. */
interface Words<T> {
  readonly empty: boolean;
  get(options: WaitOptions): Promise<T>;
  getNowait(): T;
}

interface Speaker {
  join(options: WaitOptions): Promise<boolean>;
}

/**
 * What a process says first; undefined when it has ended without a word. It may have ended right after it, and that may be
 * heard of before.
 */
export async function firstWord<T>(words: Words<T>, process: Speaker): Promise<T | undefined> {
  const over = new AbortController();
  const said = words.get({ signal: over.signal });
  const ended = process.join({ signal: over.signal });
  for (const one of [said, ended]) one.catch(() => {});
  await Promise.race([said, ended]);
  over.abort();
  try {
    return await said;
  } catch (error) {
    if (error !== over.signal.reason) throw error;
  }
  return words.empty ? undefined : words.getNowait();
}
