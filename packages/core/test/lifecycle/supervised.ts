import { Program } from '../../src/agent/program.ts';
import { installHost } from '../../src/agent/state.ts';
import type { Endpoint } from '../../src/host/index.ts';
import { Supervisor } from '../../src/lifecycle/supervisor.ts';
import { claimSlot, createWindow, SLOT, slotAddress, type AgentId } from '../../src/memory/index.ts';
import { fakeHost, type FakeWorker } from './fake-host.ts';

/** A program with a supervisor whose workers the test plays. */
export function supervised(): {
  program: Program;
  workers: FakeWorker[];
  state: (id: AgentId) => number;
} {
  const workers: FakeWorker[] = [];
  const host = fakeHost(workers);
  installHost(host);
  const words = createWindow();
  const program = new Program(host, words, claimSlot(words), 'fake');
  let send: (message: unknown) => void = () => {};
  const line: Endpoint = {
    post: () => {},
    receive: (listener) => (send = listener),
    close: () => {},
  };
  new Supervisor(program, program.me).serve(program.me, line);
  program.control = { post: (message) => send(message), receive: () => {}, close: () => {} };
  return { program, workers, state: (id) => words.load(slotAddress(id) + SLOT.state) };
}
