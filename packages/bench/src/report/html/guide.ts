import { list } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { Report } from '../model.ts';
import { type GuidePart, guideParts, partAnchor, rowAnchor } from './guide-parts.ts';
import { anchor, html, type Html } from './markup.ts';
import { scenarioSection } from './scenario.ts';

/** The guide: chapter by chapter what is claimed, and scenario by scenario what came of it. */
export function guideSection(report: Report, look: Lookup): Html {
  const runtimes = list(report.targets.filter(({ missing }) => !missing).map(({ title }) => title));
  return html`<section id="guide">
    <h2>The guide</h2>
    <p>
      Threads and processes, claim by claim, in the order of the guide: the lesson, what ${runtimes} did, what
      to remember, and the code.
    </p>
    ${guideParts(report).map((part) => chapter(report, look, part))}
  </section>`;
}

function chapter(report: Report, look: Lookup, part: GuidePart): Html {
  return html`<section id="${partAnchor(part)}">
    <h3>${part.title}</h3>
    ${claims(report, part)} ${part.scenarios.map((scenario) => scenarioSection(report, look, scenario))}
  </section>`;
}

/** Every row of the chapter, those too that this report has nothing of. */
function claims(report: Report, { rows }: GuidePart): Html | null {
  if (rows.length === 0) return null;
  const items = rows.map(({ id, cell, claim }) => {
    const links = report.scenarios
      .filter((scenario) => scenario.rows.includes(id))
      .map((scenario, at) => html`${at > 0 && ', '}<a href="#${anchor(scenario.id)}">${scenario.id}</a>`);
    const where = links.length === 0 ? 'not in this report' : links;
    return html`<div id="${rowAnchor(id)}">
      <dt><a href="#${rowAnchor(id)}">${id}</a></dt>
      <dd>${claim} <small>${cell && 'a cell of the guide; '}${where}</small></dd>
    </div>`;
  });
  return html`<dl class="claims">${items}</dl>`;
}
