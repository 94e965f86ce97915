import process from 'node:process';

/** Loads the package of the runtime that this is. */
export async function openLibrary(): Promise<void> {
  if (process.versions['deno'] !== undefined) await import('@interleave/deno');
  else if (process.versions['bun'] !== undefined) await import('@interleave/bun');
  else await import('@interleave/node');
}
