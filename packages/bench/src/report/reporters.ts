/**
 * The forms of a report, each drawn from the same `report.json` and from nothing else.
 *
 * @module
 */

import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './model.ts';

/** The forms that are files. `json` is the report itself. */
export type Form = 'html' | 'md' | 'junit' | 'json';

/** What can be drawn: a file, what a terminal shows, or annotations for GitHub. */
export type Reporter = Form | 'terminal' | 'github';

/** In the order in which they are written: the report itself last, so that one that is there has the others beside it. */
export const FORMS: Readonly<
  Record<Form, { readonly file: string; readonly render: (report: Report) => string }>
> = {
  html: { file: 'report.html', render: renderHtml },
  md: { file: 'report.md', render: renderMarkdown },
  junit: { file: 'junit.xml', render: renderJunit },
  json: { file: 'report.json', render: renderJson },
};

export const REPORTERS: readonly Reporter[] = ['terminal', 'json', 'html', 'md', 'junit', 'github'];

export function isForm(reporter: Reporter): reporter is Form {
  return Object.hasOwn(FORMS, reporter);
}
