/**
 * Two processes by hand: a unix socket between them, the runtime's own way to start one and to hear of its end.
 *
 * @module
 */

import { spawn } from 'node:child_process';
import type { Subject } from '../../../engines/timing/subject.ts';
import { echoes, halved } from '../process/echoes.ts';
import { oneByOne } from '../process/one-by-one.ts';
import { commandOf } from '../process/runtime.ts';
import { meetPartner } from './meet-partner.ts';
import { startProcess } from './start-process.ts';

const PARTNER = 'bare/process-partner';

export async function roundTrip(): Promise<Subject> {
  const socket = await meetPartner(PARTNER, 'echo');
  return echoes({
    send: (byte) => void socket.write(Uint8Array.of(byte)),
    onByte: (listener) => {
      socket.removeAllListeners('data').on('data', ([byte = -1]: Uint8Array) => listener(byte));
    },
  });
}

export async function wake(): Promise<Subject> {
  return halved(await roundTrip());
}

export function start(): Subject {
  return oneByOne('did not end', async () => {
    const began = performance.now();
    const ended = await startProcess(commandOf(PARTNER, 'start'));
    const took = performance.now() - began;
    return { took, right: (await Promise.race([ended, late()])) !== 'late' };
  });
}

function late(): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(resolve, 10_000, 'late').unref();
  });
}

export function recovery(): Subject {
  return oneByOne('ended otherwise', async () => {
    const [file, args] = commandOf(PARTNER, 'stay');
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const gone = new Promise<string | null>((resolve) =>
      child.once('exit', (_code, signal) => resolve(signal)),
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const began = performance.now();
    child.kill('SIGKILL');
    const signal = await gone;
    return { took: performance.now() - began, right: signal === 'SIGKILL' };
  });
}
