/**
 * Row 7.11: why what starts processes stands behind a guard, and what leaving the scope of a pool does.
 *
 * @module
 */

import { BootstrapError } from '../../errors.ts';
import { activeChildren, currentProcess, Pool } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks, remote } from '../../task/index.ts';
import { withProcesses } from '../support/process-pool.ts';
import { PROCESSES } from '../support/processes.ts';

type Seen = {
  readonly asked: string;
  /** What a call of a function of the program's module gave; null where it was refused. */
  readonly result: number | null;
  /** Whether the refusal says where such code belongs. */
  readonly namesMain: boolean;
  /** Workers that live inside the scope, and after it. */
  readonly inside: number;
  readonly after: number;
};

const PROGRAMS = {
  unguarded: new URL('../support/unguarded.ts', import.meta.url),
  guarded: new URL('../support/guarded.ts', import.meta.url),
};

const { whoAmI } = defineTasks(import.meta.url, {
  whoAmI: (_n: number): number => currentProcess().pid ?? 0,
});

async function callOf(ctx: ScenarioContext, program: keyof typeof PROGRAMS): Promise<Seen> {
  const { square } = remote<typeof import('../support/guarded.ts')>(moduleOf(PROGRAMS[program]));
  const seen = { asked: ctx.variant, inside: 0, after: 0 };
  ctx.count('calls');
  return withProcesses({ maxWorkers: 1 }, async (pool) => {
    try {
      const result = await pool.submit(square, 3).result({ signal: ctx.signal });
      return { ...seen, result, namesMain: false };
    } catch (error) {
      if (!(error instanceof BootstrapError)) throw error;
      return { ...seen, result: null, namesMain: error.message.includes('main(') };
    }
  });
}

/** What was built is beside this module under the name that it was built to. */
function moduleOf(source: URL): URL {
  return import.meta.url.endsWith('.js') ? new URL(source.href.replace(/\.ts$/, '.js')) : source;
}

async function leaveScope(ctx: ScenarioContext, processes: number): Promise<Seen> {
  const before = new Set(activeChildren().map(({ pid }) => pid));
  const workers = (): number => activeChildren().filter(({ pid }) => !before.has(pid)).length;
  ctx.count('calls');
  const pool = new Pool({ processes });
  let inside = 0;
  try {
    await pool.map(
      whoAmI,
      Array.from({ length: processes }, (_, n) => n),
    );
    inside = workers();
  } finally {
    // `await using` does this.
    if (ctx.mutant !== 'left-open') await pool[Symbol.asyncDispose]();
  }
  const after = workers();
  await pool[Symbol.asyncDispose]();
  return { asked: ctx.variant, result: null, namesMain: false, inside, after };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'main-guard',
  title: 'A guard for what starts processes, and a scope for the pool',
  section: 7,
  rows: ['7.11'],
  lesson:
    'A worker imports the module whose function it is to call. If the module starts a pool when it is imported, each worker would start a pool, ' +
    'whose workers would do so too. So what starts processes stands behind a guard, in Python if __name__ == "__main__", here main, whose ' +
    'body runs in the program’s first agent only. Without the guard a start is refused where it would begin: the module is being imported, ' +
    'and the error says where the code belongs. And a pool is used in a scope, so that its workers end with it, also after an error.',
  refs: [
    {
      title: 'Python: safe importing of main module',
      url: 'https://docs.python.org/3/library/multiprocessing.html#the-spawn-and-forkserver-start-methods',
    },
    {
      title: 'Python: Pool',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool',
    },
  ],
  requires: PROCESSES,
  params: {
    processes: { type: 'integer', default: 5, quick: 2, min: 1, max: 100, about: 'Processes of the pool' },
  },
  variants: {
    unguarded: { title: 'A module that starts a pool when it is imported' },
    guarded: { title: 'The same with main' },
    scope: { title: 'A pool whose scope is left' },
  },
  outcomes: {
    unguarded: [
      {
        match: 'refused, and told why',
        expect: 'always',
        why: 'The worker may not start processes while it imports',
      },
      never('called', 'It would have started a pool of its own'),
      never('refused', 'The error says where the code belongs'),
    ],
    guarded: [
      { match: 'called', expect: 'always', why: 'The body of main is not run in a worker' },
      never('refused, and told why', 'Nothing is started while the module is imported'),
      never('wrong result', 'Three times three is nine'),
    ],
    scope: [
      { match: 'ended', expect: 'always', why: 'Leaving the scope ends the workers, and waits for that' },
      never('left', 'A worker that outlives the scope is forgotten'),
      never('none inside', 'The workers were there'),
    ],
  },
  nonVacuous: { unguarded: ['calls'], guarded: ['calls'], scope: ['calls'] },
  mutants: [
    { id: 'with-a-guard', variant: 'unguarded', status: 'forbidden', why: 'The module has its guard' },
    { id: 'without-a-guard', variant: 'guarded', status: 'forbidden', why: 'The module has no guard' },
    {
      id: 'left-open',
      variant: 'scope',
      status: 'forbidden',
      why: 'The scope is left without an end of the pool',
    },
  ],
  measures: [],
  limit: 120_000,
  engine: 'run',
  run(ctx, { processes }): Promise<Seen> {
    if (ctx.variant === 'scope') return leaveScope(ctx, processes);
    const guarded = (ctx.variant === 'guarded') === (ctx.mutant === undefined);
    return callOf(ctx, guarded ? 'guarded' : 'unguarded');
  },
  project({ asked, result, namesMain, inside, after }): string {
    if (asked === 'scope') return inside === 0 ? 'none inside' : after > 0 ? 'left' : 'ended';
    if (result === null) return namesMain ? 'refused, and told why' : 'refused';
    return result === 9 ? 'called' : 'wrong result';
  },
});

export default scenario;
