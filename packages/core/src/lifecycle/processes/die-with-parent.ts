import type { Host } from '../../host/host.ts';

/** Asks the system to end this process with the one that started it. False where that cannot be asked. */
export function dieWithParent(host: Host): boolean {
  void host;
  return false;
}
