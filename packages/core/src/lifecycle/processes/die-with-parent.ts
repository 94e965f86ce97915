import type { Libc } from '../../posix/libc.ts';

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9n;

/**
 * Asks the system to end this process with the thread that started it, whatever it does at that moment. Where that
 * cannot be asked, the end of its line is what tells.
 */
export function dieWithParent(libc: Libc | undefined): void {
  libc?.prctl(PR_SET_PDEATHSIG, SIGKILL);
}
