import type { Lookup } from '../lookup.ts';
import type {
  ObservationCount,
  OutcomeReport,
  ScenarioReport,
  TargetReport,
  VariantContract,
} from '../model.ts';
import { keyCounts, observed } from './seen.ts';

/** A variant's contract beside what each target showed of it. */
export interface OutcomeTable {
  /** The targets on which the variant was observed, in column order. */
  readonly targets: readonly TargetReport[];
  /** How many observations each of them made. */
  readonly totals: readonly number[];
  readonly lines: readonly OutcomeLine[];
}

/** Variants that promise the same and showed the same, as one table. */
export function outcomeTables(
  look: Lookup,
  scenario: ScenarioReport,
): { variants: readonly VariantContract[]; table: OutcomeTable }[] {
  const groups = new Map<string, { variants: VariantContract[]; table: OutcomeTable }>();
  for (const variant of scenario.variants) {
    const table = outcomeTable(look, scenario, variant);
    if (!table) continue;
    const same = JSON.stringify([table.targets.map((target) => target.id), table.totals, table.lines]);
    const group = groups.get(same) ?? { variants: [], table };
    group.variants.push(variant);
    groups.set(same, group);
  }
  return [...groups.values()];
}

/** A row of the contract, or a key that no row matched. */
export interface OutcomeLine {
  readonly label: string;
  readonly expect: ObservationCount['expect'];
  readonly why: string;
  /** Of a pattern, the most frequent keys that matched, and how many others there were. */
  readonly examples: readonly string[];
  readonly others: number;
  /** Per target; null where the row does not hold there. */
  readonly counts: readonly (number | null)[];
}

const EXAMPLES = 3;
const UNMATCHED = 8;

/** Every row of the contract that holds somewhere, seen or not, then what no row matched; undefined if nothing ran. */
export function outcomeTable(
  look: Lookup,
  scenario: ScenarioReport,
  variant: VariantContract,
): OutcomeTable | undefined {
  const ran = look.ran(scenario, variant.id).filter(({ result }) => result.observations.length > 0);
  if (ran.length === 0) return undefined;
  const targets = ran.map(({ target }) => target);
  const results = ran.map(({ result }) => result);
  const keys = keyCounts(results);
  const counts = (of: (one: ObservationCount) => boolean): number[] =>
    results.map((result) => result.observations.reduce((sum, one) => sum + (of(one) ? one.count : 0), 0));
  const rows = variant.outcomes.flatMap((outcome, index): OutcomeLine[] => {
    if (!targets.some((target) => holds(outcome, target))) return [];
    const matched = keys.filter(({ row }) => row === index).map(({ key }) => key);
    const seen = counts(({ row }) => row === index);
    return [
      {
        label: outcome.match,
        expect: outcome.expect,
        why: outcome.why,
        examples: outcome.pattern ? matched.slice(0, EXAMPLES) : [],
        others: outcome.pattern ? Math.max(0, matched.length - EXAMPLES) : 0,
        counts: targets.map((target, column) => (holds(outcome, target) ? (seen[column] ?? 0) : null)),
      },
    ];
  });
  const strays = keys.filter(({ row }) => row === null).map(({ key }) => key);
  const lines = strays.slice(0, UNMATCHED).map((stray): OutcomeLine => {
    const seen = counts(({ row, key }) => row === null && key === stray);
    return { ...UNKNOWN, label: stray, counts: seen };
  });
  const left = new Set(strays.slice(UNMATCHED));
  const rest = counts(({ row, key }) => row === null && left.has(key));
  if (left.size > 0) lines.push({ ...UNKNOWN, label: `${left.size} other outcomes`, counts: rest });
  return { targets, totals: results.map(observed), lines: [...rows, ...lines] };
}

const UNKNOWN = {
  expect: 'unmatched',
  why: 'No row of the contract allows it.',
  examples: [],
  others: 0,
} as const;

function holds(outcome: OutcomeReport, target: TargetReport): boolean {
  return outcome.on === null || outcome.on.includes(target.kind);
}

/** The expectation as a reader is shown it. */
export function expectationWord(expect: OutcomeLine['expect']): string {
  return expect === 'mustSee' ? 'must see' : expect;
}
