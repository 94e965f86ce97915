/**
 * Ending a process together with everything it started.
 *
 * @module
 */

/**
 * Kills every process of a group at once. A child that is spawned detached leads a group of its own, and what it
 * starts belongs to the group whether or not the child is still there.
 *
 * @returns whether there was anything left to kill
 */
export function killGroup(leader: number): boolean {
  try {
    process.kill(-leader, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
