import type { WaitOptions, WaitSyncOptions } from '../../../agent/deadline.ts';
import { Remote } from './remote.ts';

/** A Barrier that a manager owns. */
export class RemoteBarrier extends Remote {
  wait(options?: WaitOptions): Promise<number> {
    return this.waits('wait', options);
  }

  waitSync(options?: WaitSyncOptions): number {
    return this.waitsSync('wait', options);
  }

  reset(): void {
    this.ask('reset');
  }

  abort(): void {
    this.ask('abort');
  }

  get parties(): number {
    return this.ask('parties');
  }

  get waiting(): number {
    return this.ask('waiting');
  }

  get broken(): boolean {
    return this.ask('broken');
  }
}
