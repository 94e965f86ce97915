/**
 * Where a program is that goes by a plain name.
 *
 * @module
 */

/** The parts of node:fs and node:path that this is done with. */
export interface FileModules {
  statSync(path: string): { readonly mode: number; isFile(): boolean };
  realpathSync(path: string): string;
  join(...parts: string[]): string;
  dirname(path: string): string;
  readonly delimiter: string;
}

/**
 * The first of these that can be run: what a project has pinned in the nearest `node_modules` of each folder, then what
 * the search path has.
 */
export function findExecutable(
  node: FileModules,
  name: string,
  folders: readonly string[],
  searchPath: string,
): string | undefined {
  const pinned = folders
    .flatMap((folder) => upwards(node, folder))
    .map((folder) => node.join(folder, 'node_modules', '.bin', name));
  const onPath = searchPath
    .split(node.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => node.join(folder, name));
  for (const file of [...pinned, ...onPath]) if (canRun(node, file)) return node.realpathSync(file);
  return undefined;
}

const EXECUTABLE = 0o111;

/** Whether a file is there and may be executed. Not by `access`, for which Deno has to be allowed to know who it runs as. */
export function canRun(node: FileModules, file: string): boolean {
  try {
    const stat = node.statSync(file);
    return stat.isFile() && (stat.mode & EXECUTABLE) !== 0;
  } catch {
    return false;
  }
}

function upwards(node: FileModules, folder: string): string[] {
  const above = node.dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(node, above)];
}
