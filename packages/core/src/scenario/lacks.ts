import type { Capability } from './events.ts';
import { suggestion } from './nearest.ts';

/** What of all that a scenario requires a target lacks, and why, by what the target says of itself. */
export function lacksOf(
  requires: readonly string[],
  capabilities: readonly Capability[],
): { readonly name: string; readonly reason: string }[] {
  return requires.flatMap((name) => {
    const found = capabilities.find((capability) => capability.name === name);
    if (found?.available === true) return [];
    const known = capabilities.map((each) => each.name);
    const unknown = `this target knows no capability '${name}'; ${suggestion(name, known)}`;
    return [{ name, reason: found?.reason ?? unknown }];
  });
}
