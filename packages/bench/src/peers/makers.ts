/**
 * Who does the work that is measured.
 *
 * @module
 */

/** The packages that are measured, and the version that the figures are of. */
export const PACKAGES = {
  bthreads: '0.5.1',
  comlink: '4.4.2',
  'jest-worker': '30.5.1',
  multithreading: '0.3.52',
  piscina: '5.3.2',
  synckit: '0.12.3',
  tinypool: '2.2.0',
  workerpool: '10.0.3',
} as const;

export type Package = keyof typeof PACKAGES;

/**
 * This library, what one writes by hand (one message for each task, or one for all of an event loop's turn), what the
 * runtime has (among threads, among processes), another package, or CPython with its threads or its processes.
 */
export type Maker = 'bare' | 'batch' | 'ours' | 'web-locks' | 'ipc' | Package | 'python' | 'processes';

export const MAKERS: Readonly<Record<Maker, string>> = {
  bare: 'by hand',
  batch: 'by hand, in batches',
  ours: 'interleave',
  'web-locks': 'Web Locks',
  ipc: 'child_process',
  ...(Object.fromEntries(
    Object.entries(PACKAGES).map(([name, version]) => [name, `${name} ${version}`]),
  ) as Record<Package, string>),
  python: 'CPython',
  processes: 'CPython, processes',
};

/** What is measured without `--peers`. */
const AT_HOME: readonly Maker[] = ['bare', 'batch', 'ours'];

/** Whether this maker is measured only with `--peers`. */
export function isPeer(by: Maker): boolean {
  return !AT_HOME.includes(by);
}

export function isPackage(by: Maker): by is Package {
  return by in PACKAGES;
}

/** Whether CPython runs this maker's work, by a script and not by a module. */
export function isPython(by: Maker): boolean {
  return by === 'python' || by === 'processes';
}
