import type { ExplorationFailure, ExplorationReport } from '../exploration.ts';
import { boundsText, endText, exploredGroups, type ExploredGroup } from '../facts/explored.ts';
import { duration, figure } from '../format.ts';
import type { Report } from '../model.ts';
import { gradeOf } from '../summary.ts';
import { html, scrolling, type Html } from './markup.ts';
import { statusMark } from './status.ts';

/** What was explored and how far, and of what failed the steps, one column for each agent. */
export function explorationsSection({ explorations = [] }: Report): Html | null {
  if (explorations.length === 0) return null;
  return html`<section id="explorations">
    <h2>Explorations</h2>
    ${exploredGroups(explorations).map(
      (group) =>
        html`<article class="brief">
          <h3>${group.title}</h3>
          ${scrolling(group.title, overview(group))}
          ${group.explorations.map((one) => one.failure && failure(one, one.failure))}
        </article>`,
    )}
  </section>`;
}

function overview({ title, explorations }: ExploredGroup): Html {
  const head = ['Exploration', 'Bound', 'Schedules', 'Steps', 'States', 'Time', 'Seen'];
  return html`<table>
    <caption>
      What was explored of ${title}: agents whose operations take turns in every order within the bound.
    </caption>
    <thead>
      <tr>
        ${head.map((word) => html`<th scope="col">${word}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${explorations.map(
        (one) =>
          html`<tr>
            <th scope="row">${one.name}<small>${one.module}</small></th>
            <td>${boundsText(one.bounds) || 'none'}</td>
            <td>${figure(one.schedules)}</td>
            <td>${figure(one.steps)}</td>
            <td>${one.states === 0 ? '–' : figure(one.states)}</td>
            <td>${duration(one.durationMs)}</td>
            <td>${statusMark(gradeOf(one.failure))} ${endText(one)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function failure(
  { name, replay }: ExplorationReport,
  { steps, message, kind, schedule }: ExplorationFailure,
): Html {
  const agents = [...new Set(steps.map(({ agent }) => agent))];
  const table = html`<table>
    <caption>
      The shortest schedule that was found to do it, from above: ${schedule}
    </caption>
    <thead>
      <tr>
        ${[...agents, 'Line'].map((word) => html`<th scope="col">${word}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${steps.map(
        ({ agent, text, source }) =>
          html`<tr>
            ${agents.map((mine) => html`<td>${mine === agent && html`<code>${text}</code>`}</td>`)}
            <td class="quiet">${source}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
  return html`<h4>${name}</h4>
    <p>${statusMark('forbidden')} ${kind}: ${message}</p>
    ${scrolling(`The schedule of ${name}`, table)}
    <p>To see it again:</p>
    <pre>${replay}</pre>`;
}
