import { Thread } from '../threading/index.ts';
import type { Place } from './cases.ts';
import { runCases, type CaseName, type CaseResult } from './run-cases.tasks.ts';

/**
 * A thread that runs one case after another, because a thread of its own for each would cost more than most cases
 * do. It is told by a port and not by the primitives on test. One that a case has killed is followed by another.
 */
export class CaseThread {
  readonly #suite: string;
  #port: MessagePort | undefined;
  #thread: Thread | undefined;

  constructor(suite: string) {
    this.#suite = suite;
  }

  /** Runs a case there, and fails as it did. */
  async run(group: string, title: string, place: Place): Promise<void> {
    const port = (this.#port ??= this.#start());
    const thread = this.#thread as Thread;
    const answer = new Promise<CaseResult>((resolve) => {
      port.onmessage = ({ data }) => resolve(data as CaseResult);
    });
    port.postMessage({ suite: this.#suite, group, title, place } satisfies CaseName);
    const result = await Promise.race([answer, thread.join().then(() => undefined)]);
    if (result === undefined) {
      this.#port = undefined;
      throw thread.error ?? new Error('the thread that runs the cases has ended');
    }
    if (result.failure === undefined) return;
    const error = new Error(result.failure.message);
    error.name = result.failure.name;
    error.stack = result.failure.stack;
    throw error;
  }

  #start(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const thread = new Thread(runCases, { args: [port2], transfer: [port2], name: 'cases' }).start();
    this.#thread = thread as unknown as Thread;
    this.#port = port1;
    return port1;
  }
}
