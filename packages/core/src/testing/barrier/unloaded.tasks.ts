import { defineTasks, type TaskRef } from '../../task/index.ts';
import { mark, type Board } from '../board.ts';
import { ACTED, stage } from './barrier.tasks.ts';

const bodies = {
  /** An action of a module that nobody imports but to run it. */
  actElsewhere(): void {
    mark(stage.board as Board, ACTED);
  },
};

export const actElsewhere: (typeof bodies)['actElsewhere'] & TaskRef = defineTasks(
  import.meta.url,
  bodies,
).actElsewhere;
