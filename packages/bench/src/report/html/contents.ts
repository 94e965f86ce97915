import { isFailure } from '../meaning.ts';
import type { Report } from '../model.ts';
import { guideParts, partAnchor } from './guide-parts.ts';
import { html, type Html } from './markup.ts';

/** The ways into the page. */
export function contents(report: Report): Html {
  const some = report.scenarios.length > 0;
  const failed = report.cells.some(({ status }) => isFailure(status));
  const sections = guideParts(report).map(
    (part) => html`<li><a href="#${partAnchor(part)}">${part.title}</a></li>`,
  );
  return html`<nav aria-label="Contents">
    <ul>
      <li><a href="#environment">Environment</a></li>
      ${
        some &&
        html`<li><a href="#differences">Differences</a></li>
          <li><a href="#matrix">Scenarios by target</a></li>`
      }
      ${failed && html`<li><a href="#failures">What failed</a></li>`}
      ${
        some &&
        html`<li>
          <a href="#guide">The guide</a>
          <ul>
            ${sections}
          </ul>
        </li>`
      }
      ${(report.explorations ?? []).length > 0 && html`<li><a href="#explorations">Explorations</a></li>`}
    </ul>
  </nav>`;
}
