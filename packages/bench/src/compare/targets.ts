/**
 * Which target of one report is which of the other.
 *
 * @module
 */

import type { Report, TargetReport } from '../report/model.ts';

export interface TargetPair {
  readonly before: TargetReport;
  readonly after: TargetReport;
}

type Given = Pick<Report, 'targets'> & { readonly path: string };

/** Those of one name; of the others, those that are the only one of their kind (`node@/old/node`, `node@/new/node`). */
export function matchTargets(
  before: Given,
  after: Given,
): { readonly pairs: readonly TargetPair[]; readonly notes: readonly string[] } {
  const named = after.targets.flatMap((target): TargetPair[] => {
    const twin = before.targets.find(({ id }) => id === target.id);
    return twin === undefined ? [] : [{ before: twin, after: target }];
  });
  const left = before.targets.filter((target) => !named.some((pair) => pair.before === target));
  const right = after.targets.filter((target) => !named.some((pair) => pair.after === target));
  const alone = (targets: readonly TargetReport[], kind: string): TargetReport | undefined => {
    const those = targets.filter((target) => target.kind === kind);
    return those.length === 1 ? those[0] : undefined;
  };
  const alike = right.flatMap((target): TargetPair[] => {
    const [one, other] = [alone(left, target.kind), alone(right, target.kind)];
    return one === undefined || other === undefined ? [] : [{ before: one, after: other }];
  });
  const pairs = [...named, ...alike];
  const only = (those: readonly TargetReport[], path: string): string[] =>
    those
      .filter((target) => !pairs.some((pair) => pair.before === target || pair.after === target))
      .map(({ id }) => `${id} is only in ${path}.`);
  const versions = pairs.flatMap(({ before: was, after: is }) =>
    was.version === is.version
      ? []
      : [`${is.title} ${was.version ?? 'missing'} before, ${is.version ?? 'missing'} after.`],
  );
  return { pairs, notes: [...versions, ...only(left, before.path), ...only(right, after.path)] };
}
