/**
 * What the process of a manager runs.
 *
 * @module
 */

import { currentProgram } from '../../agent/program.ts';
import { asError } from '../../lifecycle/as-error.ts';
import { allowChildren } from '../../lifecycle/processes/origin.ts';
import { ownIdentity } from '../../lifecycle/processes/start-child.ts';
import { defineTasks } from '../../task/define.ts';
import type { Task } from '../../task/task.ts';
import type { Connection } from '../connection/connection.ts';
import type { Address, BoundAddress } from '../listener.ts';
import type { SimpleQueue } from '../simple-queue.ts';
import { answeringBy, type Door, type Referee } from './proxy.ts';
import { linkTo } from './doors.ts';
import { Server } from './server.ts';

/** What it says when it is up. */
export type Hello =
  { readonly door: Door; readonly address: BoundAddress | undefined } | { readonly error: Error };

type Serve = (
  queue: SimpleQueue<Connection>,
  hello: SimpleQueue<Hello>,
  address: Address | undefined,
  key: Uint8Array | undefined,
) => Promise<void>;

const tasks: { readonly serve: Serve & Task<Parameters<Serve>, Promise<void>> } = defineTasks(
  import.meta.url,
  {
    async serve(
      queue: SimpleQueue<Connection>,
      hello: SimpleQueue<Hello>,
      address: Address | undefined,
      key: Uint8Array | undefined,
    ): Promise<void> {
      const { pid, started } = ownIdentity(currentProgram());
      const door: Door = { queue, pid, started };
      // Daemonic to its program, which ends it; but of what it owns, a Pool has children, which end with it.
      allowChildren(currentProgram());
      let server: Server;
      try {
        server = new Server(door, address, key);
      } catch (error) {
        return hello.putNowait({ error: asError(error) });
      }
      answeringBy((other): Referee =>
        other.pid === pid && other.started === started ? server : linkTo(other),
      );
      hello.putNowait({ door, address: server.address });
      await server.run();
    },
  },
  { group: 'interleave/manager' },
);

export const serve: typeof tasks.serve = tasks.serve;
