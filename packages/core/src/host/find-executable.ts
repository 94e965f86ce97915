/**
 * Where a program is that goes by a plain name.
 *
 * @module
 */

/** The parts of node:fs and node:path that this is done with. */
export interface FileModules {
  accessSync(path: string, mode: number): void;
  realpathSync(path: string): string;
  readonly constants: { readonly X_OK: number };
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

/** Whether a file is there and may be executed. */
export function canRun(node: FileModules, file: string): boolean {
  try {
    node.accessSync(file, node.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function upwards(node: FileModules, folder: string): string[] {
  const above = node.dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(node, above)];
}
