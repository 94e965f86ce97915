import type { WaitOptions, WaitSyncOptions } from '../../../agent/deadline.ts';
import { Remote } from './remote.ts';

/** An Event that a manager owns. */
export class RemoteEvent extends Remote {
  set(): void {
    this.ask('set');
  }

  clear(): void {
    this.ask('clear');
  }

  wait(options?: WaitOptions): Promise<boolean> {
    return this.waits('wait', options);
  }

  waitSync(options?: WaitSyncOptions): boolean {
    return this.waitsSync('wait', options);
  }

  get isSet(): boolean {
    return this.ask('isSet');
  }
}
