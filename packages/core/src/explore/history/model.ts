/**
 * What a primitive does when one thread at a time uses it.
 *
 * @module
 */

import type { Call } from './call.ts';

export interface Model<S> {
  readonly name: string;
  readonly initial: S;
  /**
   * The state after the call; undefined when the call could not have had this result in this state. Of a call that never
   * returned any result will do.
   */
  step(state: S, call: Call): S | undefined;
  /** Equal for equal states. */
  key(state: S): string;
}
