/**
 * A child process's life: it comes up, is told what to run, runs it, and ends with its threads and children.
 *
 * It ends with its parent whatever it does at that moment: the system is asked for that before anything else, and where it
 * cannot be asked, the end of the line tells as soon as the event loop turns. The parent may have died before the system
 * was asked, so who the parent is now is looked at after that.
 *
 * @module
 */

import { traceOf } from '../../agent/print-error.ts';
import { processMemory } from '../../agent/process-memory.ts';
import { currentProgram, type Program } from '../../agent/program.ts';
import { processProgram } from '../../agent/scope.ts';
import { agent, checkVersions, installHost } from '../../agent/state.ts';
import { traceChild } from '../../agent/trace.ts';
import { Exit, StateError } from '../../errors.ts';
import type { Host } from '../../host/host.ts';
import { SEGMENT, type ParentLine, type SystemHost } from '../../host/system-host.ts';
import { HEADER } from '../../memory/index.ts';
import type { Libc } from '../../posix/libc.ts';
import { resolveTask } from '../../task/resolve.ts';
import { textOf } from '../../wire/error-fields.ts';
import { finishChildren, isZero } from '../control.ts';
import { rehearse } from '../rehearsal.ts';
import { endRecord, ownRecord } from '../thread-record.ts';
import { SAYS, type ChildRole } from './child.ts';
import { dieWithParent } from './die-with-parent.ts';
import { originOf, setOrigin } from './origin.ts';
import { FrameReader, type StartFrame } from './start-frame.ts';

/** Called by a runtime's entry module for children, before any user code is imported. */
export async function startProcess(host: Host): Promise<void> {
  const { system } = host;
  if (system === undefined) throw new StateError('Cannot run as a child process: this runtime has none');
  installHost(host);
  agent().isChild = true;
  const [, role, parent, segment] = system.surroundings().argv as [string, ChildRole, string, string];
  const line = system.parentLine();
  line.onEnd(() => system.die());
  const libc = libcOf(host);
  dieWithParent(libc);
  if (system.parentPid() !== Number(parent)) return system.die();
  system.ownOutput(libc);
  host.keepAlive(true);
  const told = frameOn(line);
  if (segment === 'shared') processMemory().join(SEGMENT);
  if (role === 'standby') {
    await rehearse(currentProgram());
    line.send(Uint8Array.of(SAYS.ready));
  }
  const { description, args } = await told;
  let name = 'a process';
  const fail = (thrown: unknown): void => system.exit(codeOf(host, name, thrown));
  host.onUncaught(fail);
  try {
    ({ name } = description);
    checkVersions(description.versions, description.madeBy);
  } catch (thrown) {
    return fail(thrown);
  }
  const program = currentProgram();
  if (description.trace > 0 && segment === 'shared') {
    traceChild(program, processProgram(), description.trace, system.pid, name);
  }
  setOrigin(program, description);
  program.words.store(HEADER.startMethod, description.startMethod);
  program.words.store(HEADER.logLevel, description.logLevel);
  system.settle(description.surroundings);
  const thrown = await attempt(async () => {
    const body = await resolveTask(description.task);
    await (Reflect.apply(body, undefined, await argumentsOf(line, args)) as unknown);
  });
  await end(program, system, thrown);
}

/** Undefined where there are no foreign functions. */
function libcOf({ processes }: Host): Libc | undefined {
  try {
    return processes?.libc();
  } catch {
    return undefined;
  }
}

function frameOn(line: ParentLine): Promise<StartFrame> {
  const reader = new FrameReader();
  return new Promise((resolve) => {
    line.receive((bytes) => {
      const frame = reader.push(bytes);
      if (frame !== undefined) resolve(frame);
    });
  });
}

async function argumentsOf(line: ParentLine, bytes: Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  const preparing: Promise<unknown>[] = [];
  line.send(Uint8Array.of(SAYS.taken));
  const args = processMemory().read(bytes, preparing) as unknown[];
  await Promise.all(preparing);
  return args;
}

/** What the body threw, which may be undefined: so in a box. */
async function attempt(body: () => Promise<void>): Promise<{ readonly thrown: unknown } | undefined> {
  try {
    await body();
    return undefined;
  } catch (thrown) {
    return { thrown };
  }
}

/** As Python does it: the threads first, then the children, then what is registered for the exit. */
async function end(
  program: Program,
  system: SystemHost,
  outcome: { readonly thrown: unknown } | undefined,
): Promise<void> {
  const { name } = originOf(program);
  const code = outcome === undefined ? undefined : codeOf(program.host, name, outcome.thrown);
  while (program.calls.size > 0) await Promise.all(program.calls);
  endRecord(program, ownRecord(program), undefined);
  await isZero(program, HEADER.living);
  await finishChildren(program);
  system.exit(code ?? system.exitCode());
}

/** The exit code of a process that something ended, which is printed unless it is an orderly exit. */
function codeOf(host: Host, name: string, thrown: unknown): number {
  if (!(thrown instanceof Exit)) {
    host.writeError(`Process ${name}:\n${traceOf(thrown)}\n`);
    return 1;
  }
  // Anything may have been given, as to Python's sys.exit.
  const code = thrown.exitCode as unknown;
  if (code === undefined || code === null || code === false) return 0;
  if (code === true) return 1;
  if (typeof code === 'number' && Number.isInteger(code)) return code;
  host.writeError(`${textOf(code)}\n`);
  return 1;
}
