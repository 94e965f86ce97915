/**
 * The operating system as scenarios on Node, Deno and Bun may ask it, in whichever thread imports this.
 *
 * @module
 */

import { readdirSync, readFileSync, writeSync } from 'node:fs';
import process from 'node:process';
import type { System } from '@interleave/core/scenario';
import { allowedCpus, missingAffinity } from './affinity.ts';
import { fetchText, serve } from './http.ts';
import { readLineSync } from './read-line.ts';
import { startProgram } from './start-program.ts';
import { storage } from './storage.ts';

export const system: System = {
  url: import.meta.url,
  get pid() {
    return process.pid;
  },
  get ppid() {
    return process.ppid;
  },
  get execArgv() {
    return process.execArgv;
  },
  get argv() {
    return process.argv.slice(1);
  },
  storage,
  cpuTime() {
    const { user, system: kernel } = process.cpuUsage();
    return (user + kernel) / 1000;
  },
  memory: () => process.memoryUsage().rss,
  readText: (path) => orNull(() => readFileSync(path, 'utf8')),
  list: (path) => orNull(() => readdirSync(path)),
  cpus: allowedCpus,
  get noAffinity() {
    return missingAffinity();
  },
  readLineSync,
  writeLine: (text) => void writeSync(1, `${text}\n`),
  write: (text) => void writeSync(1, text),
  start: startProgram,
  serve,
  fetch: fetchText,
};

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
