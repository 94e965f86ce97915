import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Local } from '../../threading/index.ts';
import { DONE, GO, mark, read, STARTED, until, type Board } from '../board.ts';
import { equal, ok } from '../check.ts';

const bodies = {
  /** Has no value of another thread's, sets its own, and still has it when told to go on. */
  async own(local: Local<string>, board: Board): Promise<void> {
    equal(local.get(), undefined);
    const mine = `of thread ${mark(board, STARTED)}`;
    local.set(mine);
    await until(() => read(board, GO) > 0, 'GO');
    equal(local.get(), mine);
    mark(board, DONE);
  },

  /** Sees one Local at every place of a nested value. */
  nested(value: Nested): void {
    const all = [value.list[0]!, value.map.get('x')!.local, [...value.set][0]!];
    for (const local of all) ok(local === all[0], 'the same Local arrived twice');
    equal(all[0]!.get(), undefined);
    all[1]!.set('here');
    equal(all[2]!.get(), 'here');
  },
};

export interface Nested {
  readonly list: readonly Local<string>[];
  readonly map: ReadonlyMap<string, { readonly local: Local<string> }>;
  readonly set: ReadonlySet<Local<string>>;
}

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const localTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
