import { StateError } from '../errors.ts';
import { HEADER } from '../memory/index.ts';
import type { Program } from '../agent/program.ts';

/** Where the supervisor is lost nobody starts anything or sees anything end: no wait for that would end. */
export function refuseUnattended({ words }: Program, what: string): void {
  if (words.load(HEADER.unattended) === 0) return;
  throw new StateError(`Cannot ${what}: the agent of this program that sees to them could not go on`);
}
