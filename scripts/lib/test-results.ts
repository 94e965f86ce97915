import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** What a test runner's JSON says, whichever of the two runners wrote it. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
  /** Skipped, pending or never reached. */
  readonly skipped: number;
  readonly files: number;
  /** The full titles of the tests that ran. */
  readonly titles: readonly string[];
  /** The failed ones with the first lines of their messages, and suite files that did not load. */
  readonly failures: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
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
  const failed = count(...FAILED);
  return {
    passed,
    failed,
    skipped: tests.length - passed - failed,
    files: 'testResults' in report ? report.testResults.length : report.suites.length,
    titles: tests
      .filter(({ status }) => status !== 'skipped' && status !== 'pending')
      .map(({ title }) => title),
    failures: [
      ...tests
        .filter(({ status }) => FAILED.includes(status))
        .map(({ title, message }) => `${title}\n${brief(message)}`),
      ...('testResults' in report ? report.testResults : [])
        .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
        .map(({ name, message }) => `${name}\n${brief(message ?? '')}`),
    ],
  };
}

const FAILED: readonly string[] = ['failed', 'unexpected', 'flaky'];

/** As much of a message as says what happened, without the colours of a terminal. */
function brief(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n', 7);
  return lines
    .slice(0, 6)
    .map((line) => `    ${line.slice(0, 200)}`)
    .join('\n');
}

interface OneTest {
  readonly title: string;
  readonly status: string;
  readonly message: string;
}

function fromVitest(report: VitestReport): OneTest[] {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      title: fullName,
      status,
      message: failureMessages?.join('\n') ?? '',
    })),
  );
}

function fromPlaywright(suite: PlaywrightSuite): OneTest[] {
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.map(({ status, results }) => ({
      title,
      status,
      message: results.map(({ error }) => error?.message ?? '').join('\n'),
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(fromPlaywright)];
}
