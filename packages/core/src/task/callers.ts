/**
 * From where something is called, as far as an engine's stack tells.
 *
 * @module
 */

export interface CallPlace {
  readonly url: string;
  readonly line: number;
}

/** The places that a stack names, nearest first, without those of the module that made it. */
export function callersIn(stack: unknown): CallPlace[] {
  const found = String(stack).matchAll(
    /(?:\(|@|at |^)((?:[a-z][a-z+.-]*:\/\/|\/)[^()\s]+?):(\d+)(?::\d+)?\)?$/gm,
  );
  const places = [...found].map(([, url = '', line]) => ({ url, line: Number(line) }));
  return places.filter(({ url }) => url !== places[0]?.url);
}
