import type { Harness } from './harness.ts';
import { leavingNothing } from './named-memory.contract.ts';
import { endingCases } from './named-memory/endings.ts';
import { findPython } from './named-memory/python.ts';
import { pythonCases } from './named-memory/with-python.ts';
import { equal } from './check.ts';
import { blockCases } from './peers/named-blocks.ts';
import { Crew, type Commands } from './peers/crew.ts';
import { valueCases } from './peers/values.ts';

/** Memory that processes of all three runtimes share, by value and by name, and Python; and what ends with them. */
export function sharedMemoryContract(h: Harness, commands: Commands): void {
  const crew = new Crew(commands);
  leavingNothing(h, () => {
    h.describe('a value or an array between processes', () => {
      for (const [title, body] of Object.entries(valueCases)) h.test(title, () => body(crew));
    });
    h.describe('a block or a list between processes', () => {
      for (const [title, body] of Object.entries(blockCases)) h.test(title, () => body(crew));
    });
    h.describe('python3', () => {
      const python = findPython();
      if (python === undefined) {
        h.test('precondition: there is no python3 on the search path, so nothing was tried with it', () => {
          equal(python, undefined);
        });
      } else {
        for (const [title, body] of Object.entries(pythonCases)) h.test(title, body);
      }
    });
    h.describe('at the end of a program', () => {
      for (const [title, body] of Object.entries(endingCases)) {
        h.test(title, () => body(commands, h.runtime as keyof Commands));
      }
    });
    h.describe('a process that shares memory', () => {
      h.test('ends by itself when it is told no more', async () => {
        for (const peer of crew.all) equal(await peer.close(), 0);
      });
    });
  });
}
