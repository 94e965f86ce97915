/**
 * What programs can use of the bench: its report, as a type and as something to check.
 *
 * @module
 */

export type * from './report/model.ts';
export { SCHEMA_VERSION } from './report/model.ts';
export { parseReport, ReportError, validateReport } from './report/validate.ts';
export { BenchReportError, parseBench, renderBenchJson, withoutSamples } from './report/bench/document.ts';
export { fullTables, summaryTable } from './report/bench/markdown.ts';
export { poolSummary, poolTables } from './report/bench/pools.ts';
export { processSummary, processTables } from './report/bench/processes.ts';
export { BENCH_SCHEMA_VERSION, type BenchReport } from './report/bench/model.ts';
