import { showColumns } from '@interleave/core/explore';

import { boundsText, endText, exploredGroups } from './facts/explored.ts';
import { duration, figure } from './format.ts';
import { block, plain, table } from './markdown-text.ts';
import type { Report } from './model.ts';

/** What was explored and how far, and the steps of what failed. */
export function explorationParts({ explorations = [] }: Report): string[] {
  if (explorations.length === 0) return [];
  const head = ['Exploration', 'Bound', 'Seen', 'Schedules', 'Steps', 'States', 'Time'];
  return [
    '## Explorations',
    ...exploredGroups(explorations).flatMap((group) => [
      `### ${plain(group.title)}`,
      table(
        head,
        group.explorations.map((one) => [
          plain(one.name),
          boundsText(one.bounds) || 'none',
          one.failure === null ? endText(one) : `**${plain(endText(one))}**`,
          figure(one.schedules),
          figure(one.steps),
          one.states === 0 ? '–' : figure(one.states),
          duration(one.durationMs),
        ]),
        3,
      ),
      ...group.explorations.flatMap(({ name, failure, replay }) =>
        failure === null
          ? []
          : [
              `**${plain(name)}**: ${plain(`${failure.kind}: ${failure.message}`)}`,
              block(showColumns(failure.steps), 'text'),
              block(replay, 'sh'),
            ],
      ),
    ]),
  ];
}
