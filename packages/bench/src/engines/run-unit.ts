/**
 * Runs one unit to its end, whichever that is.
 *
 * @module
 */

import { errorData, PROTOCOL, type UnitEvent, type UnitOrder } from '@interleave/core/scenario';
import type { Target, Unit, UnitMessage, Work } from '../targets/target.ts';
import { type Fate, newRecord, take, takeLine, type UnitRecord } from './unit-record.ts';
import { type Limits, Watchdog } from './watchdog.ts';

/** How the world outside takes part. */
export interface Attendance {
  /** The user stops the run. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: UnitEvent) => void;
}

/** So long a killed unit may take to be gone before nobody waits for it any more. */
const GONE_WITHIN = 3000;
/** The same when the user is waiting. */
const LEFT_WITHIN = 150;

/** Opens a scenario's unit on a target and listens until it is gone. */
export function runUnit(
  target: Target,
  order: UnitOrder,
  work: Work | undefined,
  limits: Limits,
  attendance: Attendance,
): Promise<UnitRecord> {
  return attend(() => target.open(order, work), limits, attendance);
}

/** Opens a unit and listens until it is gone. Never rejects: what goes wrong is in the record. */
export async function attend(
  open: () => Promise<Unit>,
  limits: Limits,
  { signal, onEvent }: Attendance,
): Promise<UnitRecord> {
  const record = newRecord();
  const begun = performance.now();
  let unit: Unit | undefined;
  let fate: Fate | undefined;
  let ended = false;
  let forsake: (value: 'forsaken') => void = () => undefined;
  const forsaken = new Promise<'forsaken'>((resolve) => {
    forsake = resolve;
  });

  const end = async (because: Fate, pictured: boolean): Promise<void> => {
    if (fate !== undefined) return;
    fate = because;
    dog.stop();
    const patience = because.kind === 'interrupted' ? LEFT_WITHIN : GONE_WITHIN;
    setTimeout(() => forsake('forsaken'), patience).unref();
    if (pictured) record.screenshot = await unit?.screenshot();
    await unit?.kill();
  };
  const dog = new Watchdog(limits, (stage, after) => {
    // What has said its last word has done its work; it only has to be helped out.
    if (stage === 'exit') takeLine(record, `It did not leave within ${after} ms of its end and was killed.`);
    void end(stage === 'exit' ? { kind: 'ended' } : { kind: 'timeout', stage, after }, stage !== 'exit');
  });
  const interrupt = (): void => void end({ kind: 'interrupted' }, false);
  signal.addEventListener('abort', interrupt, { once: true });

  const listen = (message: UnitMessage): void => {
    if (message.kind === 'line') takeLine(record, message.text);
    if (message.kind === 'gone') fate ??= ended ? { kind: 'ended' } : { ...message, kind: 'died' };
    if (message.kind !== 'event') return;
    const { event } = message;
    take(record, event);
    if (event.type === 'hello') greet(record, event.protocol);
    if (event.type === 'hello' || event.type === 'start') dog.enter('work');
    if (event.type === 'end') {
      ended = true;
      dog.enter('exit');
    }
    onEvent?.(event);
  };

  try {
    signal.throwIfAborted();
    dog.enter('start');
    const opening = open();
    const opened = await Promise.race([opening, forsaken]);
    if (opened !== 'forsaken') {
      unit = opened;
      // The user or the dog may have spoken while it was coming up.
      if (fate !== undefined) void unit.kill();
      const messages = unit.messages[Symbol.asyncIterator]();
      for (;;) {
        const next = await Promise.race([messages.next(), forsaken]);
        if (next === 'forsaken' || next.done === true) break;
        listen(next.value);
      }
    } else {
      opening.then((late) => late.kill()).catch(() => undefined);
    }
  } catch (thrown) {
    if (!signal.aborted) record.errors.push({ phase: 'load', error: errorData(thrown) });
    fate ??= signal.aborted
      ? { kind: 'interrupted' }
      : { kind: 'died', code: null, signal: null, reason: 'it could not be opened' };
  } finally {
    dog.stop();
    signal.removeEventListener('abort', interrupt);
  }
  record.fate = fate ?? { kind: 'interrupted' };
  record.durationMs = Math.round(performance.now() - begun);
  return record;
}

function greet(record: UnitRecord, protocol: number): void {
  if (protocol === PROTOCOL) return;
  const message = `It speaks version ${protocol} of the protocol, the bench version ${PROTOCOL}: two versions of interleave are in this program`;
  record.errors.push({ phase: 'load', error: { name: 'VersionError', message, stack: '' } });
}
