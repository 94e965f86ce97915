/**
 * How a worker comes up: the runtime's entry module calls {@link startWorker} with what its creator gave it,
 * before any user code is imported.
 *
 * @module
 */

import type { Host } from '../host/host.ts';
import { LIVE, SLOT, slotAddress, type AgentId } from '../memory/index.ts';
import type { Boot, ToMember } from './messages.ts';
import { joinProgram, type Program } from '../agent/program.ts';
import { traceOf } from '../agent/print-error.ts';
import { joinTrace } from '../agent/trace.ts';
import { loseSupervisor } from './lose-supervisor.ts';
import { receiveInMember } from './receive.ts';
import { agent, installHost, speaksAlike, VERSIONS } from '../agent/state.ts';
import { Supervisor } from './supervisor.ts';
import { ThreadAgent } from './thread-agent.ts';

/** How long a supervisor that cannot go on is there, in milliseconds. */
const GRACE_MS = 1000;

export function startWorker(host: Host, boot: Boot): void {
  const state = agent();
  installHost(host);
  state.role = boot.role;
  host.keepAlive(true);
  const line = host.threads.endpoint(boot.port);
  if (boot.role === 'supervisor') {
    const program = joinTraced(boot);
    host.onUncaught((thrown) => giveUp(host, program, boot.first, thrown));
    program.words.store(slotAddress(boot.id) + SLOT.state, LIVE);
    new Supervisor(program, boot.first).serve(boot.first, line);
    return;
  }
  let thread: ThreadAgent | undefined;
  const comeUp = (): ThreadAgent => {
    const program = joinTraced(boot);
    program.control = line;
    const agentOfThread = new ThreadAgent(program);
    if (boot.run !== undefined) agentOfThread.receive(boot.run);
    void agentOfThread.comeUp(boot.stocked);
    return agentOfThread;
  };
  line.receive((message) => {
    const said = message as ToMember;
    if (said.type === 'leave') host.exitWorker();
    else if (said.type === 'welcome') thread ??= comeUp();
    else if (said.type === 'run') thread?.receive(said);
    else if (thread !== undefined) receiveInMember(thread.program, said);
  });
  line.post({ type: 'hello', versions: VERSIONS, madeBy: state.madeBy });
  // Where the versions differ, the supervisor says what is wrong. In a turn of its own, as the supervisor's word would come:
  // a task's module is loaded, and its body may block, when this worker's first module has been evaluated.
  if (boot.atOnce && speaksAlike(boot.versions)) setTimeout(() => (thread ??= comeUp()), 0);
  if (boot.atOnce) host.onExit(() => line.post({ type: 'leaves' }));
}

/** The supervisor cannot go on. It is there for a while, for those that were just about to wait for it. */
function giveUp(host: Host, program: Program, first: AgentId, thrown: unknown): void {
  const lose = (): void => loseSupervisor(program, first, traceOf(thrown));
  lose();
  setTimeout(() => {
    lose();
    host.exitWorker();
  }, GRACE_MS);
}

function joinTraced({ memory, id, tag, trace }: Boot): Program {
  const program = joinProgram(memory, id, tag);
  if (trace > 0) joinTrace(program, trace);
  return program;
}
