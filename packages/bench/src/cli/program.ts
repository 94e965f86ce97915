/**
 * The command line: words in, exit code out.
 *
 * @module
 */

import { Command, CommanderError } from 'commander';
import { InputError } from '../input-error.ts';
import { dismiss } from '../targets/reaper.ts';
import { bench } from './bench.ts';
import { type RawBenchOptions, readBenchOptions } from './bench-options.ts';
import { compare } from './compare.ts';
import { doctor, type RawDoctorOptions } from './doctor.ts';
import { exploreModule } from './explore.ts';
import type { RawExploreOptions } from './explore-options.ts';
import { init } from './init.ts';
import { INTERRUPTED, onInterrupt } from './interrupt.ts';
import { listScenarios } from './list.ts';
import { listRows } from './list-rows.ts';
import { mutants } from './mutants.ts';
import { type RawMutantOptions, readMutantOptions } from './mutant-options.ts';
import { type RawRunOptions, readOptions } from './options.ts';
import { type RawReplayOptions, replay } from './replay.ts';
import { isSchedule, type RawScheduleOptions, replaySchedule } from './replay-schedule.ts';
import { type RawReportOptions, redraw } from './report.ts';
import { run } from './run.ts';
import { type RawStressOptions, stress } from './stress.ts';
import { VERSION } from './version.ts';

/** Carries out a command line and gives its exit code: 0 good, 1 bad statuses, 2 bad input, 130 interrupted. */
export async function execute(argv: readonly string[]): Promise<number> {
  const { signal, done } = onInterrupt();
  let code = 0;
  try {
    await program(signal, (next) => {
      code = next;
    }).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (signal.aborted) {
      process.stderr.write('interleave: interrupted before there was anything to report\n');
      return INTERRUPTED;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`interleave: ${error.message}\n`);
    return error.exitCode;
  } finally {
    await dismiss();
    done();
  }
}

const several = (word: string, before: readonly string[] = []): readonly string[] => [...before, word];

const TRACE = [
  '--trace [file]',
  'also what threads and processes did, for Perfetto; trace.json beside the report where no file is named',
] as const;

const REPORTER = [
  '--reporter <names>',
  'terminal, json, html, md, junit, github; several with commas; all where absent, github on GitHub only',
  several,
] as const;

const QUIET = ['--quiet', 'only what failed, and the verdict'] as const;
const VERBOSE = ['--verbose', 'also what each variant did on each target, and what it logged'] as const;

function program(signal: AbortSignal, exit: (code: number) => void): Command {
  const root = new Command('interleave')
    .description(
      'Runs concurrency scenarios on Node, Deno, Bun, browsers and CPython, and compares what they do',
    )
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError();
  root
    .command('run')
    .description('run scenarios and write a report')
    .argument(
      '[scenarios...]',
      'names from `interleave list`, or paths of your own modules; all where none is given',
    )
    .option(
      '--on <targets>',
      'node, deno, bun, chromium, firefox, firefox-bidi, webkit, python; several with commas; a path as node@/path/to/node, with a name for the report as node@22:/path/to/node',
      several,
    )
    .option('--quick', 'the quick preset of every parameter')
    .option('--param <name=value>', 'set a parameter; may be given again', several)
    .option('--out <dir>', 'where the report goes', './interleave-report')
    .option('--seed <n>', 'the seed of every random choice; a new one where absent')
    .option('--mutants', 'also run the broken twins, each of which must fail as it says')
    .option(
      '--rounds <n>',
      'run everything so many times; six is the least that decides anything about times',
    )
    .option('--budget <time>', 'how long all of it may take, in place of --rounds: 90s, 2m')
    .option(
      '--jobs <n>',
      'how many variants run at once, on different targets; with --quick two for three processors, four at most, else 1; what measures time runs alone',
    )
    .option(...REPORTER)
    .option(...TRACE)
    .option(...QUIET)
    .option(...VERBOSE)
    .option('--limit <ms>', 'how long one variant may take, in place of what its scenario says')
    .option('--no-isolation', 'serve pages without COOP and COEP, to see what they are told')
    .action(async (scenarios: string[], raw: RawRunOptions) =>
      exit(await run(readOptions(scenarios, raw), signal)),
    );
  root
    .command('mutants')
    .description('run only the broken twins; every scenario must have one, and fail on each as it says')
    .argument('[scenarios...]', 'names or paths; all where none is given')
    .option('--on <targets>', 'node, deno, bun, chromium, all at the same time; several with commas', several)
    .option('--full', 'the full parameters, not the quick ones')
    .option('--param <name=value>', 'set a parameter; may be given again', several)
    .option('--out <dir>', 'where the report goes', './interleave-mutants')
    .option('--seed <n>', 'the seed of every random choice; a new one where absent')
    .option('--limit <ms>', 'how long one mutant may take, in place of what its scenario says')
    .action(async (scenarios: string[], raw: RawMutantOptions) =>
      exit(await mutants(readMutantOptions(scenarios, raw), signal)),
    );
  root
    .command('init')
    .description('write two scenarios to begin with: one that passes, one that is caught')
    .argument('[folder]', 'where to', '.')
    .action((folder: string) => init(folder));
  root
    .command('list')
    .description('list the scenarios, or tell everything about some')
    .argument('[scenarios...]', 'names or paths')
    .option(
      '--rows [report]',
      'instead: every row of the guide, the scenarios that work it, and how they ended in the last report or this one',
    )
    .addHelpText('after', '\nExit code of --rows: 0 every row has a scenario, 1 not so.')
    .action(async (scenarios: string[], { rows }: { rows?: string | true }) =>
      rows === undefined ? listScenarios(scenarios, signal) : exit(await listRows(rows, signal)),
    );
  root
    .command('replay')
    .description(
      'run one variant again with the seed that a report gives it, or one schedule of an exploration',
    )
    .argument(
      '<what>',
      'the name of a scenario, the path of your own module, or a report.json with an exploration that failed',
    )
    .option('--seed <n>', 'needed for a scenario: the seed of the variant or mutant, as the report has it')
    .option('--on <targets>', 'where, as for `run`', several)
    .option('--variant <id>', 'only this variant; each of them with the same seed where absent')
    .option('--mutant <id>', 'a mutant in place of a variant')
    .option('--quick', 'the quick preset of every parameter')
    .option('--param <name=value>', 'set a parameter; may be given again', several)
    .option('--rounds <n>', 'so many times, each with the same seed')
    .option('--limit <ms>', 'how long it may take, in place of what its scenario says')
    .option('--out <dir>', 'where a report goes that --reporter asks for', './interleave-replay')
    .option('--reporter <names>', 'terminal where absent; any of those of `run`', several)
    .option(...QUIET)
    .option(...VERBOSE)
    .option('--schedule <text>', 'of an exploration: the schedule that is to be seen again')
    .option('--only <name>', 'of a module or report with several explorations: which')
    .option('--steps <n>', 'of an exploration: how long a schedule may be, where that was said')
    .action(async (what: string, raw: RawReplayOptions & RawScheduleOptions) =>
      exit(
        isSchedule(what, raw)
          ? await replaySchedule(what, raw)
          : await replay(what, { ...raw, isolation: true }, signal),
      ),
    );
  root
    .command('compare')
    .description('what is better or worse in a second report than in a first')
    .argument('<before>', 'a report.json or bench.json')
    .argument('<after>', 'a later one of the same kind')
    .option('--json', 'everything, for programs')
    .addHelpText(
      'after',
      '\nExit code: 0 nothing regressed, 1 something did, 2 the two cannot be compared.\n' +
        'Scenarios of another contract or other parameters are refused, each with the reason.',
    )
    .action(async (before: string, after: string, raw: { json?: boolean }) =>
      exit(await compare(before, after, raw)),
    );
  root
    .command('report')
    .description('draw every form of a report again, from report.json alone')
    .argument('<file>', 'a report.json')
    .option(...REPORTER)
    .option(...TRACE)
    .option(...QUIET)
    .option(...VERBOSE)
    .option('--out <dir>', 'where they go; beside the file where absent')
    .action(async (file: string, raw: RawReportOptions) => redraw(file, raw));
  root
    .command('bench')
    .description('measure this library beside what one writes by hand, and beside its peers')
    .argument('[what...]', 'benchmarks by name or by how names begin (`lock`); all where none is given')
    .option('--on <runtimes>', 'node, deno, bun; several with commas', several)
    .option(
      '--rounds <n>',
      'rounds of each benchmark; ten where absent, six is the least that decides anything',
    )
    .option('--budget <time>', 'how long all of it may take, in place of --rounds: 90s, 2m')
    .option('--peers', 'also other packages and CPython')
    .option('--seed <n>', 'the seed of the order in each round; a new one where absent')
    .option('--out <dir>', 'where bench.json and bench.md go', './interleave-bench')
    .option('--list', 'list the benchmarks and measure nothing')
    .action(async (what: string[], raw: RawBenchOptions) =>
      exit(await bench(readBenchOptions(what, raw), signal)),
    );
  root
    .command('explore')
    .description('try every interleaving of agents over shared memory, and show the one that goes wrong')
    .argument('<module>', 'the path of your own module, which exports explorations')
    .option('--only <name>', 'one of its explorations')
    .option('--deep', 'within the bounds that each exploration gives for when there is time')
    .option(
      '--preemptions <n>',
      'how often a schedule takes the turn from who could go on; no bound where absent',
    )
    .option('--timeouts <n>', 'how many waits may end by time while others could go on; none where absent')
    .option('--deaths <n>', 'how many of the mortal agents may die; none where absent')
    .option('--rings <n>', 'how many doorbells may be answered that nobody rang; none where absent')
    .option('--search <how>', 'depth-first, pct (by chance) or round-robin', 'depth-first')
    .option('--seed <n>', 'of pct')
    .option('--depth <n>', 'of pct: how many ordering constraints the bug has at most')
    .option('--schedules <n>', 'stop after so many')
    .option('--steps <n>', 'how long a schedule may be before nobody is thought to come to an end')
    .option('--seconds <n>', 'stop after so long')
    .option('--checkpoint <text>', 'go on where an earlier search stopped')
    .option('--out <dir>', 'the folder of the report that it is added to', './interleave-report')
    .option(
      '--reporter <names>',
      'of the whole report: json, html, md, junit where absent; any of those of `run`',
      several,
    )
    .addHelpText('after', '\nExit code: 0 nothing is wrong, 1 something is, 2 bad input.')
    .action(async (module: string, raw: RawExploreOptions) => exit(await exploreModule(module, raw)));
  root
    .command('stress')
    .description(
      'kill processes that share every primitive, at any moment, and see what holds and what is left',
    )
    .requiredOption('--kill', 'which stress: processes are killed')
    .option('--seconds <n>', 'how long it rains, in all; thirty where absent')
    .option('--seed <n>', 'of every choice: who is killed, when and at what; a new one where absent')
    .option(
      '--on <runtimes>',
      'the runtimes of the processes, each of which is the first once: node, deno, bun',
      several,
    )
    .addHelpText('after', '\nExit code: 0 everything holds and nothing is left, 1 not so, 2 bad input.')
    .action(async (raw: RawStressOptions) => exit(await stress(raw)));
  root
    .command('doctor')
    .description('which runtimes and browsers are here, what they can do, and how to get what is missing')
    .option('--on <targets>', 'only these', several)
    .option(
      '--noise',
      'also measure a workload against itself on each native runtime: can times be trusted here?',
    )
    .option('--rounds <n>', 'of --noise; ten where absent, six at least')
    .option('--seed <n>', 'of --noise: the order in each round')
    .action(async (raw: RawDoctorOptions) => exit(await doctor(raw, signal)));
  for (const command of root.commands) command.exitOverride().showSuggestionAfterError();
  return root;
}
