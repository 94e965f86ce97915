import { readFileSync } from 'node:fs';

/** What a test runner's JSON says, whichever of the two runners wrote it. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
  /** Skipped, pending or never reached. */
  readonly skipped: number;
  readonly files: number;
  /** The full titles of the tests that ran. */
  readonly titles: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
}

/** Reads a report that vitest's or Playwright's JSON reporter wrote. */
export function readResults(path: string): Results {
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport | PlaywrightReport;
  const tests = 'testResults' in report ? fromVitest(report) : report.suites.flatMap(fromPlaywright);
  const count = (...statuses: readonly string[]): number =>
    tests.filter(({ status }) => statuses.includes(status)).length;
  const passed = count('passed', 'expected');
  const failed = count('failed', 'unexpected', 'flaky');
  return {
    passed,
    failed,
    skipped: tests.length - passed - failed,
    files: 'testResults' in report ? report.testResults.length : report.suites.length,
    titles: tests
      .filter(({ status }) => status !== 'skipped' && status !== 'pending')
      .map(({ title }) => title),
  };
}

interface OneTest {
  readonly title: string;
  readonly status: string;
}

function fromVitest(report: VitestReport): OneTest[] {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ title: fullName, status })),
  );
}

function fromPlaywright(suite: PlaywrightSuite): OneTest[] {
  const own = suite.specs.flatMap(({ title, tests }) => tests.map(({ status }) => ({ title, status })));
  return [...own, ...(suite.suites ?? []).flatMap(fromPlaywright)];
}
