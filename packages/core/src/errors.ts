/**
 * Every error that this library throws, under Python's names.
 *
 * A program may hold several copies of this module (a task module brings its own beside the one that its
 * thread's entry was bundled with), so `instanceof` goes by a brand and not by constructor identity.
 *
 * @module
 */

const BRAND: unique symbol = Symbol.for('interleave/error') as never;

interface Branded {
  readonly [BRAND]?: readonly string[];
}

/** Makes `instanceof` true for the same class of another copy of this module. */
function brand(constructor: { readonly prototype: object }, name: string): void {
  const parent = (Object.getPrototypeOf(constructor.prototype) as Branded)[BRAND] ?? [];
  Object.defineProperty(constructor.prototype, BRAND, { value: [name, ...parent] });
  Object.defineProperty(constructor.prototype, 'name', { value: name, writable: true, configurable: true });
  Object.defineProperty(constructor, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // A user's subclass inherits this method and must not claim every error of its parent class.
      if (this !== constructor) return Function.prototype[Symbol.hasInstance].call(this as never, value);
      return (
        typeof value === 'object' && value !== null && ((value as Branded)[BRAND]?.includes(name) ?? false)
      );
    },
  });
}

/** What an error that crossed agents carries besides its own fields. */
export interface RemoteInfo {
  /** The stack in the agent that threw it. */
  readonly remoteStack?: string;
}

/** Python's RuntimeError: the object is in the wrong state for the call. */
export class StateError extends Error {
  readonly code: string = 'ERR_STATE';
}
brand(StateError, 'StateError');

/** A lock was released that nobody, or somebody else, holds. */
export class NotOwnedError extends StateError {
  override readonly code: string = 'ERR_NOT_OWNED';
}
brand(NotOwnedError, 'NotOwnedError');

/** This wait could never end: the thread would wait for itself. */
export class DeadlockError extends StateError {
  override readonly code: string = 'ERR_DEADLOCK';
}
brand(DeadlockError, 'DeadlockError');

/** A thread was started while its starter still evaluates the task module; wrap the program in `main`. */
export class BootstrapError extends StateError {
  override readonly code: string = 'ERR_BOOTSTRAP';
}
brand(BootstrapError, 'BootstrapError');

/** A bounded wait ended without what it waited for. */
export class TimeoutError extends Error {
  readonly code: string = 'ERR_TIMEOUT';
}
brand(TimeoutError, 'TimeoutError');

/** The barrier was reset, aborted, or a party gave up. */
export class BrokenBarrierError extends StateError {
  override readonly code: string = 'ERR_BROKEN_BARRIER';
}
brand(BrokenBarrierError, 'BrokenBarrierError');

/** The queue has no item (in time). */
export class Empty extends Error {
  readonly code: string = 'ERR_EMPTY';
}
brand(Empty, 'Empty');

/** The queue has no room (in time). */
export class Full extends Error {
  readonly code: string = 'ERR_FULL';
}
brand(Full, 'Full');

/** The queue was shut down. */
export class ShutDown extends Error {
  readonly code: string = 'ERR_SHUT_DOWN';
}
brand(ShutDown, 'ShutDown');

/** The future was cancelled. */
export class CancelledError extends Error {
  readonly code: string = 'ERR_CANCELLED';
}
brand(CancelledError, 'CancelledError');

/** The future is in a state in which this cannot be done. */
export class InvalidStateError extends Error {
  readonly code: string = 'ERR_INVALID_STATE';
}
brand(InvalidStateError, 'InvalidStateError');

/** The executor can no longer run tasks. */
export class BrokenExecutor extends StateError {
  override readonly code: string = 'ERR_BROKEN_EXECUTOR';
}
brand(BrokenExecutor, 'BrokenExecutor');

/** A thread pool's workers cannot be started. */
export class BrokenThreadPool extends BrokenExecutor {
  override readonly code: string = 'ERR_BROKEN_THREAD_POOL';
}
brand(BrokenThreadPool, 'BrokenThreadPool');

/** A process pool lost a worker. */
export class BrokenProcessPool extends BrokenExecutor {
  override readonly code: string = 'ERR_BROKEN_PROCESS_POOL';
}
brand(BrokenProcessPool, 'BrokenProcessPool');

/** This runtime cannot do it; the message says why and what works instead. */
export class UnsupportedError extends Error {
  readonly code: string = 'ERR_UNSUPPORTED';
}
brand(UnsupportedError, 'UnsupportedError');

/** This agent may not block; the message names the asynchronous form. */
export class BlockingNotAllowedError extends Error {
  readonly code: string = 'ERR_BLOCKING_NOT_ALLOWED';
}
brand(BlockingNotAllowedError, 'BlockingNotAllowedError');

/** A primitive was sent beyond the scope it works in. */
export class ScopeError extends TypeError {
  readonly code: string = 'ERR_SCOPE';
  /** Where in the sent value, such as `args[1].lock`. */
  readonly path: string;
  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}
brand(ScopeError, 'ScopeError');

/** A value cannot travel to another agent. */
export class SerializationError extends TypeError {
  readonly code: string = 'ERR_SERIALIZATION';
  /** Where in the sent value, such as `args[1].callback`. */
  readonly path: string;
  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}
brand(SerializationError, 'SerializationError');

/** The operating system refused; `code` is its name for the reason. */
export class OSError extends Error {
  readonly code: string;
  readonly errno: number;
  constructor(message: string, code = 'EIO', errno = 0) {
    super(message);
    this.code = code;
    this.errno = errno;
  }
}
brand(OSError, 'OSError');

/** The other end was closed. */
export class EOFError extends Error {
  readonly code: string = 'ERR_EOF';
}
brand(EOFError, 'EOFError');

/** A message is longer than the buffer given for it; it is in `bytes`. */
export class BufferTooShort extends Error {
  readonly code: string = 'ERR_BUFFER_TOO_SHORT';
  declare readonly message: string;
  readonly bytes: Uint8Array;
  constructor(message: string, bytes: Uint8Array = new Uint8Array()) {
    super(message);
    this.bytes = bytes;
  }
}
brand(BufferTooShort, 'BufferTooShort');

/** The other end does not know the key. */
export class AuthenticationError extends Error {
  readonly code: string = 'ERR_AUTHENTICATION';
}
brand(AuthenticationError, 'AuthenticationError');

/** The holder was ended, but may run on for a while, so what it holds cannot be handed on. */
export class AbandonedError extends StateError {
  override readonly code: string = 'ERR_ABANDONED';
}
brand(AbandonedError, 'AbandonedError');

/** The handle's block was freed. */
export class StaleHandleError extends StateError {
  override readonly code: string = 'ERR_STALE_HANDLE';
}
brand(StaleHandleError, 'StaleHandleError');

/** Two copies of this library in one program do not fit each other. */
export class VersionError extends Error {
  readonly code: string = 'ERR_VERSION';
}
brand(VersionError, 'VersionError');

/** Something that is no Error was thrown in another agent. */
export class ThrownValue extends Error {
  readonly code: string = 'ERR_THROWN_VALUE';
  readonly value: unknown;
  constructor(message: string, value?: unknown) {
    super(message);
    this.value = value;
  }
}
brand(ThrownValue, 'ThrownValue');

/** Python's SystemExit: thrown in a thread, it ends the thread without a report. */
export class Exit extends Error {
  readonly code: string = 'ERR_EXIT';
  readonly exitCode: number;
  constructor(exitCode = 0) {
    super(`exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}
brand(Exit, 'Exit');
