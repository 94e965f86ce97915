import { SECTIONS } from '../../guide/sections.ts';
import { sentenceOf } from '../facts/sentence.ts';
import { figure } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { ParamReport, Report, ScenarioReport, SourceReport } from '../model.ts';
import { whatEachDid } from './did.ts';
import { forests } from './forest.ts';
import { rowAnchor } from './guide-parts.ts';
import { anchor, html, scrolling, type Html } from './markup.ts';
import { measures } from './measures.ts';
import { outcomes } from './outcomes.ts';
import { timelines } from './timeline.ts';

/** One scenario: what is claimed, the lesson, what came of it, what to remember, the code, and all that was seen. */
export function scenarioSection(report: Report, look: Lookup, scenario: ScenarioReport): Html {
  const place = scenario.section === 0 ? 'your own' : `section ${scenario.section}`;
  const rows = scenario.rows.length === 0 ? '' : `, rows ${scenario.rows.join(', ')}`;
  const evidence = [outcomes(look, scenario), counters(look, scenario), measures(look, scenario)];
  return html`<article id="${anchor(scenario.id)}" data-scenario="${scenario.id}">
    <h4>${scenario.title}</h4>
    <p class="meta">
      <a href="#${anchor(scenario.id)}"><code>${scenario.id}</code></a
      >, ${place}${rows}
    </p>
    <p>${scenario.lesson}</p>
    ${whatEachDid(report, look, scenario)} ${forests(report, look, scenario)}
    <p class="said">${sentenceOf(report, look, scenario)}</p>
    ${remember(scenario)} ${timelines(look, scenario)}
    ${
      evidence.some((part) => part !== null) &&
      html`<details>
        <summary>All that was seen: outcomes, counters and measures</summary>
        ${evidence}
      </details>`
    }
    ${code('The code', scenario.source)} ${scenario.twin && code('The code for CPython', scenario.twin)}
    ${howItRan(scenario)} ${references(scenario)}
  </article>`;
}

const KEEP: ReadonlyMap<string, string> = new Map(
  SECTIONS.flatMap(({ rows }) => rows.map(({ id, remember }) => [id, remember] as const)),
);

function remember({ rows }: ScenarioReport): Html | null {
  const kept = rows.flatMap((id) => {
    const text = KEEP.get(id);
    return text === undefined ? [] : [html`<li><a href="#${rowAnchor(id)}">${id}</a> ${text}</li>`];
  });
  if (kept.length === 0) return null;
  return html`<div class="remember">
    <h5>What to remember</h5>
    <ul>
      ${kept}
    </ul>
  </div>`;
}

/** What was asked of it, and how one knows that it can fail. */
function howItRan(scenario: ScenarioReport): Html {
  return html`<details>
    <summary>How it was run, and its broken twins</summary>
    <p class="meta">Contract <code>${scenario.contractHash}</code></p>
    ${params(scenario.params)} ${twins(scenario)}
  </details>`;
}

function params(given: readonly ParamReport[]): Html | null {
  if (given.length === 0) return null;
  const facts = given.map(({ name, value, unit, about }) => {
    const text = typeof value === 'number' ? figure(value) : String(value);
    return html`<div>
      <dt>${about}</dt>
      <dd><code>${name} = ${text}</code> ${unit}</dd>
    </div>`;
  });
  return html`<dl class="facts">${facts}</dl>`;
}

function code(title: string, source: SourceReport): Html | null {
  if (source.text === '') return null;
  return html`<details>
    <summary>${title}</summary>
    <p class="meta">${source.path}</p>
    <pre class="code" tabindex="0"><code>${source.text}</code></pre>
  </details>`;
}

function twins({ mutants, variants }: ScenarioReport): Html | null {
  if (mutants.length === 0) return null;
  const titles = new Map(variants.map((variant) => [variant.id, variant.title]));
  return html`<p>Broken twins on which it must fail:</p>
    <ul>
      ${mutants.map((one) => html`<li>${titles.get(one.variant)}, ${one.id}: ${one.why} (${one.status})</li>`)}
    </ul>`;
}

/** Only web addresses become links: a scenario is anybody's file, and a report is opened by somebody else. */
function references({ refs }: ScenarioReport): Html | null {
  if (refs.length === 0) return null;
  const links = refs.map(({ title, url }) =>
    /^https?:\/\//i.test(url)
      ? html`<li><a href="${url}">${title}</a></li>`
      : html`<li>${title}: ${url}</li>`,
  );
  return html`<details>
    <summary>Where the behaviour is specified</summary>
    <ul>
      ${links}
    </ul>
  </details>`;
}

function counters(look: Lookup, scenario: ScenarioReport): Html | null {
  const rows = scenario.variants.flatMap((variant) => {
    const ran = look.ran(scenario, variant.id);
    const names = new Set([
      ...variant.nonVacuous,
      ...ran.flatMap(({ result }) => Object.keys(result.counters)),
    ]);
    return [...names].map((name) => {
      const cells = report(ran, name);
      const must = variant.nonVacuous.includes(name) && html`<small>must be above zero</small>`;
      return { variant, name, cells, must };
    });
  });
  const targets = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  if (targets.length === 0) return null;
  const lines = rows.map(({ variant, name, cells, must }) => {
    const values = targets.map((target) => html`<td>${cells.get(target) ?? '0'}</td>`);
    return html`<tr>
      <th scope="row">${variant.title}: <span class="key">${name}</span>${must}</th>
      ${values}
    </tr>`;
  });
  const table = html`<table>
    <caption>
      What was counted, a column a target.
    </caption>
    <thead>
      <tr>
        <th scope="col">Counter</th>
        ${targets.map((target) => html`<th scope="col">${target}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
  return html`<h5>Counters</h5>
    ${scrolling('Counters', table)}`;
}

function report(ran: ReturnType<Lookup['ran']>, name: string): Map<string, string> {
  return new Map(
    ran.map(({ target, result }) => {
      const value = new Map(Object.entries(result.counters)).get(name);
      return [target.title, figure(value ?? 0)];
    }),
  );
}
