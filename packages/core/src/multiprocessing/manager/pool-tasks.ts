/** The methods whose first argument is a task, which a proxy sends as its address. */
export const OF_TASKS: ReadonlySet<string> = new Set([
  'apply',
  'applyAsync',
  'map',
  'mapAsync',
  'starmap',
  'starmapAsync',
  'imap',
  'imapUnordered',
]);
