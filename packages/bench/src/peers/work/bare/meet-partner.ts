/**
 * Another process of this runtime, and a unix socket to it.
 *
 * @module
 */

import { spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import process from 'node:process';
import { commandOf } from '../process/runtime.ts';

/** Its socket has an abstract name, of which nothing is left. */
export function meetPartner(module: string, what: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const path = `\0interleave-bench/${process.pid}`;
    const server = createServer((socket) => {
      server.close();
      resolve(socket);
    });
    server.on('error', reject);
    server.listen(path, () => {
      const [file, args] = commandOf(module, what, path.replace('\0', '@'));
      const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
      child.on('error', reject);
      child.on('exit', (code) => reject(new Error(`The other process ended with exit code ${code}`)));
    });
  });
}
