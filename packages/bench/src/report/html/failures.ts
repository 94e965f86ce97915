import type { Lookup } from '../lookup.ts';
import { isFailure } from '../meaning.ts';
import type { CellReport, Report, VariantReport } from '../model.ts';
import { anchor, html, type Html } from './markup.ts';
import { statusMark } from './status.ts';

/** Whatever somebody must look into, with its last lines and what to type to see it again. */
export function failuresSection(report: Report, look: Lookup): Html | null {
  const failed = report.cells.filter((cell) => isFailure(cell.status));
  if (failed.length === 0) return null;
  return html`<section id="failures">
    <h2>What failed</h2>
    ${failed.map((cell) => failure(report, look, cell))}
  </section>`;
}

function failure(report: Report, look: Lookup, cell: CellReport): Html {
  const scenario = report.scenarios.find((one) => one.id === cell.scenario);
  const bad = cell.variants.filter((variant) => isFailure(variant.status));
  const alone = bad.every((variant) => variant.status !== cell.status);
  const titles = new Map(scenario?.variants.map((variant) => [variant.id, variant.title]));
  return html`<article id="${anchor(cell.scenario, cell.target)}">
    <h3>
      <a href="#${anchor(cell.scenario)}">${scenario?.title ?? cell.scenario}</a> on
      ${look.title(cell.target)}
    </h3>
    ${
      alone &&
      html`<p>${statusMark(cell.status)} ${cell.reason}</p>
        ${replay(cell.replay)}`
    }
    ${bad.map(
      (variant) =>
        html`<h4>${titles.get(variant.variant) ?? variant.variant}</h4>
          <p>${statusMark(variant.status)} ${variant.reason}</p>
          ${details(variant)} ${replay(variant.replay)}`,
    )}
  </article>`;
}

function details({ error, logs, screenshot }: VariantReport): Html {
  const stack = error && (error.stack || `${error.name}: ${error.message}`);
  return html`${
    stack &&
    html`<p>The error:</p>
      <pre>${stack}</pre>`
  }
  ${
    logs.length > 0 &&
    html`<p>Its last lines:</p>
      <pre>${logs.join('\n')}</pre>`
  }
  ${screenshot !== null && html`<p>The page at that moment: <a href="./${encodeURI(screenshot)}">${screenshot}</a></p>`}`;
}

function replay(command: string): Html {
  return html`<p>To see it again:</p>
    <pre>${command}</pre>`;
}
