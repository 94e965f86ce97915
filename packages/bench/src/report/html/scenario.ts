import { sentenceOf } from '../facts/sentence.ts';
import { figure } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { ParamReport, Report, ScenarioReport } from '../model.ts';
import { anchor, html, scrolling, type Html } from './markup.ts';
import { measures } from './measures.ts';
import { outcomes } from './outcomes.ts';
import { timelines } from './timeline.ts';

/** One scenario: the lesson, the code, and everything that was seen of it. */
export function scenarioSection(report: Report, look: Lookup, scenario: ScenarioReport): Html {
  const place = scenario.section === 0 ? 'your own' : `section ${scenario.section}`;
  const rows = scenario.rows.length === 0 ? '' : `, rows ${scenario.rows.join(', ')}`;
  return html`<article id="${anchor(scenario.id)}">
    <h3>${scenario.title}</h3>
    <p class="meta">
      <code>${scenario.id}</code>, ${place}${rows}, contract <code>${scenario.contractHash}</code>
    </p>
    <p>${scenario.lesson}</p>
    <p class="said">${sentenceOf(report, look, scenario)}</p>
    ${params(scenario.params)} ${code(scenario)} ${twins(scenario)} ${references(scenario)}
    ${outcomes(look, scenario)} ${counters(look, scenario)} ${measures(look, scenario)}
    ${timelines(look, scenario)}
  </article>`;
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

function code({ source }: ScenarioReport): Html | null {
  if (source.text === '') return null;
  return html`<details>
    <summary>The code</summary>
    <p class="meta">${source.path}</p>
    <pre class="code" tabindex="0"><code>${source.text}</code></pre>
  </details>`;
}

function twins({ mutants, variants }: ScenarioReport): Html | null {
  if (mutants.length === 0) return null;
  const titles = new Map(variants.map((variant) => [variant.id, variant.title]));
  return html`<details>
    <summary>Broken twins on which it must fail</summary>
    <ul>
      ${mutants.map((one) => html`<li>${titles.get(one.variant)}, ${one.id}: ${one.why} (${one.status})</li>`)}
    </ul>
  </details>`;
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
  return html`<h4>Counters</h4>
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
