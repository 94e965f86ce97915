/**
 * A guardian: a process that outlives a program and removes the named blocks that it left, however it ended. What
 * Python's resource tracker is.
 *
 * It is a shell that reads lines from a pipe, of which one process of the program holds the only writing end that
 * stays open, and the others open it for a line. So the pipe ends with that process, by `kill -9` too, and nobody has
 * to tell. The shell is in a session of its own and no child of the program (its starter has ended), so that signals
 * for the program, its process group or its tree do not reach it; SIGINT, SIGTERM and SIGHUP it ignores.
 *
 * A block is told of with its inode, before it gets its name: a death in between leaves a line about a file that never
 * came, and never a block without a line. The guardian removes a file only when it is that inode, so what somebody else
 * made under the same name later is left alone, and a line that is out of date does no harm.
 *
 * Lines are shorter than what a pipe takes whole, so those of several processes do not mix. Names are written in
 * letters, digits, `_` and escapes of printf.
 *
 * @module
 */

import { OSError } from '../errors.ts';
import { sleepSync } from '../memory/index.ts';
import type { BlockCalls } from './block-calls.ts';
import type { Libc } from './libc.ts';
import { osError } from './os-error.ts';

/** Where a guardian's pipe is: in which process, and its ends there. */
export interface Pipe {
  readonly pid: number;
  readonly read: number;
  readonly write: number;
}

/** The ends of a pipe that nobody inherits. */
export function openPipe(libc: Libc): { readonly read: number; readonly write: number } {
  const ends = new Int32Array(2);
  if (libc.pipe(ends, PIPE_FLAGS) < 0) throw osError('Cannot open a pipe', libc.errno());
  return { read: ends[0] as number, write: ends[1] as number };
}

/** O_CLOEXEC, O_NONBLOCK. */
const PIPE_FLAGS = 0o2000000 | 0o4000;

export const DIRECTORY = '/dev/shm';

const O_WRONLY_NONBLOCK_CLOEXEC = 0o1 | 0o4000 | 0o2000000;

/** How often a full pipe is tried, and for how long in between, in milliseconds. */
const TRIES = 400;
const PAUSE_MS = 5;

/** Waits for the end of the pipe, then removes what is left. `$1`: what the blocks are called in the warning. */
const SCRIPT = `
keep() {
  exec 1>/dev/null 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  cd /
  set -f
  list=
  while read -r op block <&3; do
    case $op in
      +) list="$list $block " ;;
      -) case $list in *" $block "*) list="\${list%%" $block "*}\${list#*" $block "}" ;; esac ;;
    esac
  done
  left=0
  for block in $list; do
    file=$(printf '%b.' "\${block#*:}")
    file=${DIRECTORY}/\${file%.}
    inode=$(ls -di -- "$file" 2>/dev/null)
    inode=\${inode#"\${inode%%[! ]*}"}
    if [ "\${inode%% *}" = "\${block%%:*}" ] && rm -f -- "$file"; then left=$((left + 1)); fi
  done
  [ $left = 0 ] || [ -z "$1" ] || echo "interleave: $left leaked shared memory block(s) of $1 removed at its end" >&2
}
trap '' INT TERM HUP QUIT TSTP TTOU
keep "$1" &
echo $!
`;

/** Starts a guardian; gives its process. The blocks are called `whose` in a warning; empty: it gives none. */
export function startGuardian(calls: BlockCalls, pipe: Pipe, whose: string): number {
  const what = 'Cannot start the guardian of shared memory';
  const answer = openPipe(calls.libc);
  try {
    calls.run(
      {
        path: '/bin/sh',
        args: ['interleave-guardian', '-c', SCRIPT, 'interleave-guardian', whose],
        env: ['PATH=/usr/bin:/bin', 'LC_ALL=C'],
        stdout: answer.write,
        input: end(pipe, 'read'),
      },
      what,
    );
    const bytes = new Uint8Array(32);
    const length = calls.read(answer.read, bytes);
    const pid = Number.parseInt(new TextDecoder().decode(bytes.subarray(0, Math.max(0, length))), 10);
    if (pid > 0) return pid;
  } finally {
    calls.libc.close(answer.read);
    calls.libc.close(answer.write);
  }
  throw new OSError(`${what}: /bin/sh did not start it`, 'ECHILD', 10);
}

/** Whether a process is the guardian at the end of a pipe: not one that has its number after it, and not a zombie. */
export function isGuardian(calls: BlockCalls, pid: number, pipe: Pipe): boolean {
  const input = calls.readLink(`/proc/${pid}/fd/3`);
  return input !== undefined && input === calls.readLink(end(pipe, 'read'));
}

/** Tells of a block that is about to be named. */
export function entrust(calls: BlockCalls, pipe: Pipe, name: string, inode: bigint): void {
  tell(calls, pipe, `+ ${inode}:${escaped(name)}\n`);
}

/** Tells that a block has no name any more. */
export function release(calls: BlockCalls, pipe: Pipe, name: string, inode: bigint): void {
  tell(calls, pipe, `- ${inode}:${escaped(name)}\n`);
}

function tell(calls: BlockCalls, pipe: Pipe, line: string): void {
  const what = 'Cannot tell the guardian of shared memory';
  const bytes = new TextEncoder().encode(line);
  const fd = calls.open(end(pipe, 'write'), O_WRONLY_NONBLOCK_CLOEXEC, what);
  try {
    for (let tries = 0; !calls.write(fd, bytes, what); tries += 1) {
      if (tries === TRIES) throw new OSError(`${what}: it does not read`, 'EAGAIN', 11);
      sleepSync(PAUSE_MS);
    }
  } finally {
    calls.libc.close(fd);
  }
}

function end(pipe: Pipe, which: 'read' | 'write'): string {
  return `/proc/${pipe.pid}/fd/${pipe[which]}`;
}

function escaped(name: string): string {
  const bytes = [...new TextEncoder().encode(name)];
  return bytes
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /\w/.test(letter) ? letter : `\\0${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}
