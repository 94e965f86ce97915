import { equal, includes, ok } from './check.ts';
import type { Harness } from './harness.ts';
import { LONG } from './programs/logging.tasks.ts';
import { runProgram, type Command, type ProgramResult } from './programs/run-program.ts';

const entry = new URL('./programs/run.ts', import.meta.url);

/** The parts of a line: when, at which level, by which process and thread, its number, where, and what. */
const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) \[(\w+)\/([^/]*)\/([^/]*)\] (\d+) (\S+):(\d+): (.*)$/;

/** What a program logs, on the standard error of it and its children. */
export function loggingContract(h: Harness, command: Command): void {
  const run = async (name: string, ...args: readonly string[]): Promise<ProgramResult> => {
    const result = await runProgram(command, entry, [name, ...args]);
    equal([result.killed, result.code], [false, 0], result.stderr);
    return result;
  };
  const partsOf = (line: string): readonly string[] => {
    const parts = LINE.exec(line);
    ok(parts !== null, `no whole line: ${line.slice(0, 200)}`);
    return parts.slice(1);
  };
  const written = ({ stderr }: ProgramResult): string[] => stderr.split('\n').slice(0, -1);

  h.describe('the logger', () => {
    h.test('LOG-03 says when, at which level, which process and thread, and where', async () => {
      const before = new Date().toISOString();
      const result = await run('log-who');
      const [first = '', second = '', rest = '', third = '', fourth = '', ...trace] = written(result);
      const [mine, thread, child, error] = [first, second, third, fourth].map(partsOf);
      equal(mine?.slice(1, 4), ['INFO', 'MainProcess', 'MainThread']);
      equal(mine?.[7], 'half done {"left":"50n"} [1,"two"]');
      ok(/^logging\.[jt]s$/.test(mine?.[5] ?? ''), `from ${mine?.[5]}`);
      ok(before <= mine![0]! && mine![0]! <= new Date().toISOString(), `at ${mine?.[0]}`);
      equal(thread?.slice(1, 4), ['INFO', 'MainProcess', 'one thread']);
      equal([thread?.[4], rest], [mine?.[4], '  a thread']);
      ok(/^logging\.tasks\.[jt]s$/.test(thread?.[5] ?? ''), `from ${thread?.[5]}`);
      equal(child?.slice(1, 5), ['INFO', 'one child', 'MainThread', result.lines[0]]);
      equal(error?.[1], 'ERROR');
      ok(
        trace.every((line) => line.startsWith('  ')),
        trace.join('\n'),
      );
      includes(result.stderr, 'RangeError', 'it failed', 'logging.', 'Caused by', 'and why');
    });
    h.test('writes from its level on, which is warn at first', async () => {
      const result = await run('log-levels');
      equal([result.lines[0], result.lines[2]], ['warn', 'silent']);
      includes(result.lines[1] ?? '', 'RangeError', 'loud', 'debug, info, warn, error, silent');
      equal(
        written(result).map((line) => partsOf(line)[7]),
        ['debug', 'info', 'warn', 'error'].flatMap((level, index, levels) =>
          levels.slice(index).map((each) => `${each} at ${level}`),
        ),
      );
    });
    h.test('has one level for all threads, which children begin with, and theirs', async () => {
      const result = await run('log-level-passed');
      equal(result.lines, ['debug', 'error']);
      equal(
        written(result).map((line) => [partsOf(line)[2], partsOf(line)[7]]),
        [
          ['on node', 'level debug'],
          ['on deno', 'level debug'],
          ['on bun', 'level debug'],
          ['standby', 'level debug'],
          ['grandchild', 'level error'],
        ],
      );
    });
    h.test('tears no line of 8 writers on all runtimes, however long it is, and loses none', async () => {
      const [processes, threads, lines] = [4, 2, 60];
      const result = await run('log-many', ...[processes, threads, lines].map(String));
      const next = new Map<string, number>();
      for (const line of written(result)) {
        const [, level, , thread, pid, , , text = ''] = partsOf(line);
        const [number, dots = ''] = text.split(' ');
        const who = `${pid} ${thread}`;
        equal([level, Number(number)], ['WARN', next.get(who) ?? 0], line.slice(0, 100));
        ok(/^\.+$/.test(dots), `torn: ${line.slice(0, 100)}`);
        equal(dots.length, Number(number) % 4 === 0 ? LONG : 20);
        next.set(who, Number(number) + 1);
      }
      equal(
        [...next.values()],
        Array.from({ length: processes * threads }, () => lines),
      );
    });
  });
}
