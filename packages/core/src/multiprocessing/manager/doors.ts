/**
 * The links of this agent, one for each manager that it has proxies of.
 *
 * @module
 */

import { DistantProcess } from '../distant-process.ts';
import { Pipe } from '../connection/pipe.ts';
import { pipeChannel, type Channel } from './channel.ts';
import { Link } from './link.ts';
import './remote/index.ts';
import { answeringBy, type Door } from './proxy.ts';

const links = new Map<string, Link>();

/** One that leads to a manager of this program. */
export function linkTo(door: Door): Link {
  const key = `${door.pid} ${door.started}`;
  const known = links.get(key);
  if (known !== undefined) return known;
  const server = new DistantProcess({ ...door, name: 'manager', daemon: true });
  const open = (): Channel => {
    const [near, far] = Pipe();
    door.queue.putNowait(far);
    far.close();
    return pipeChannel(near);
  };
  const link = new Link(door, open, () => server.isAlive);
  links.set(key, link);
  return link;
}

answeringBy(linkTo);
