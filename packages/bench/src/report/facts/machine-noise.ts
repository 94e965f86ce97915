import { WIDEST } from '../../stats/control.ts';
import { list, percent } from '../format.ts';
import { lookup } from '../lookup.ts';
import type { Report } from '../model.ts';
import { controls } from './timing.ts';

/** The banner over a run whose A/A is not calm; undefined where it is, or where nothing ran twice in enough rounds. */
export function machineNoise(report: Report): string | undefined {
  const look = lookup(report);
  const rows = report.scenarios.flatMap((scenario) =>
    scenario.measures
      .filter(({ better }) => better !== 'neither')
      .flatMap((measure) => controls(report, look, scenario, measure))
      .flatMap(({ control }) => (control === undefined ? [] : [{ id: scenario.id, control }])),
  );
  const troubled = rows.filter(({ control }) => control.trouble !== 'none');
  if (troubled.length === 0) return undefined;
  const where = list([...new Set(troubled.map(({ id }) => id))]);
  return (
    `The machine was noisy (A/A): in ${troubled.length} of ${rows.length} places (${where}) what ran twice in each ` +
    `round differed from itself, or was not told from itself to within ${percent(WIDEST * 100 - 100, 100)}. ` +
    'Differences no larger than that are not decided there.'
  );
}
