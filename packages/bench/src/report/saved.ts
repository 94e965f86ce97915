import { renderJson } from './json.ts';
import type { Report } from './model.ts';
import { parseReport, validateReport } from './validate.ts';

/**
 * The report as it comes back from its file, its keys in the schema's order: whatever is drawn from this can be drawn
 * again, to the byte, from the file.
 *
 * @throws {ReportError} for one that its schema refuses
 */
export function saved(report: Report): Report {
  return parseReport(renderJson(validateReport(report)));
}
