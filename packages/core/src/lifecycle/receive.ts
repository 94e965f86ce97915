/**
 * What the supervisor says to an agent that is already up.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import type { ToMember } from './messages.ts';
import { recordError } from './thread-record.ts';
import { callHook } from './uncaught.ts';

export function receiveInMember(program: Program, message: ToMember): void {
  if (message.type !== 'uncaught') return;
  const { record } = message;
  program.blocks.meet(record);
  try {
    const error = recordError(program, record);
    if (error !== undefined) callHook(program, record, error);
  } finally {
    program.control?.post({ type: 'hooked', record });
  }
}
