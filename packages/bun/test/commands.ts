import { fileURLToPath } from 'node:url';

/** How a process of each runtime is started: as the project has it. */
const bin = (name: string): string =>
  fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url));

export const commands = {
  node: [bin('node')],
  deno: [bin('deno'), 'run', '-A'],
  bun: [bin('bun')],
} as const;
