/**
 * The public shape of queues and connections between processes: compiled, and never run.
 */
import { multiprocessing } from '@interleave/node';

export async function processQueues(signal: AbortSignal): Promise<void> {
  const mp = multiprocessing;
  const queue = new mp.Queue<number>({ name: 'q', maxsize: 3, maxBytes: 100 });
  await queue.put(1, { timeout: 5, signal });
  const item: number = await queue.get();
  queue.close();
  const [closed, scope]: [boolean, 'process'] = [queue.closed, queue.scope];
  const joinable: multiprocessing.Queue<string> = new mp.JoinableQueue<string>();
  joinable.taskDone();
  const simple = new mp.SimpleQueue<{ readonly a: number }>();
  simple.putSync({ a: item });
  simple.close();
  // @ts-expect-error wrong type
  simple.putNowait({ a: '1' });
  const context = mp.getContext();
  new context.Queue<number>().putNowait(1);
  new context.JoinableQueue<number>().shutdown();
  void [closed, scope];
}
