import '@interleave/node';
import { currentHost } from '../../src/agent/state.ts';
import type { ProcessHost } from '../../src/host/host.ts';
import type { Libc } from '../../src/posix/libc.ts';

/** The C library of the Node that runs the tests. */
export const libc: Libc = (currentHost().processes as ProcessHost).libc();
