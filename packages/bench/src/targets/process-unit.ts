/**
 * A unit that is a process of its own: events and lines from its output, one exit.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { OutputReader, type Piece } from '@interleave/core/scenario';
import { Channel } from './channel.ts';
import { killGroup } from './process-group.ts';
import { adopt, release } from './reaper.ts';
import type { Unit, UnitMessage } from './target.ts';

/** What to start. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How long output may still come in after the exit; a grandchild can hold the pipe open for ever. */
const DRAIN = 300;

/** Starts a process as a unit. A file that cannot be started is a unit that is gone at once. */
export function openProcess(command: Command): Unit {
  const messages = new Channel<UnitMessage>();
  const child = spawn(command.file, command.args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...command.env },
  });
  if (child.pid !== undefined) adopt(child.pid);
  readOutput(child, messages);
  let killed = false;
  const gone = settle(child, messages, () => killed);
  return {
    messages,
    screenshot: () => Promise.resolve(undefined),
    kill: async () => {
      killed = true;
      if (child.pid !== undefined) killGroup(child.pid);
      await gone;
    },
  };
}

function readOutput(child: ChildProcess, messages: Channel<UnitMessage>): void {
  const reader = new OutputReader();
  const pass = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      messages.push(piece.kind === 'event' ? piece : { kind: 'line', text: piece.text });
    }
  };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => pass(reader.push(chunk)));
  child.stdout?.on('end', () => pass(reader.end()));
  // Errors are lines too: an event separator in them means nothing.
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) messages.push({ kind: 'line', text });
  });
  child.stderr?.on('end', () => {
    if (rest !== '') messages.push({ kind: 'line', text: rest });
  });
}

function settle(child: ChildProcess, messages: Channel<UnitMessage>, killed: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    let settled = false;
    const leave = (code: number | null, signal: string | null, reason: string | null): void => {
      if (settled) return;
      settled = true;
      if (child.pid !== undefined) {
        const left = killGroup(child.pid);
        if (left && !killed())
          messages.push({ kind: 'line', text: 'It left processes behind; they were killed.' });
        release(child.pid);
      }
      child.stdout?.destroy();
      child.stderr?.destroy();
      messages.push({ kind: 'gone', code, signal, reason });
      messages.close();
      resolve();
    };
    child.once('error', (error) => leave(null, null, `it could not be started: ${error.message}`));
    child.once('close', (code, signal) => leave(code, signal, null));
    child.once('exit', (code, signal) => {
      setTimeout(() => leave(code, signal, null), DRAIN).unref();
    });
  });
}
