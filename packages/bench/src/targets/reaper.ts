/**
 * Nobody and nothing is left behind, even when the bench itself is killed outright.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

// It reads which groups live and which folders are to go; when the pipe from the bench ends, for whatever reason, it
// kills those that still do and removes what they wrote. A process that is killed may be writing for a moment longer.
const SCRIPT = `
set -f
newline='
'
live=" "
litter=$newline
while read -r what which; do
  case $what in
    add) live="$live$which " ;;
    drop) case $live in *" $which "*) live="\${live%% $which *} \${live#* $which }" ;; esac ;;
    litter) litter="$litter$which$newline" ;;
    swept)
      line=$newline$which$newline
      case $litter in *"$line"*) litter="\${litter%%"$line"*}$newline\${litter#*"$line"}" ;; esac ;;
  esac
done
for group in $live; do kill -9 "-$group" 2>/dev/null; done
IFS=$newline
for folder in $litter; do
  for try in 1 2 3 4 5 6 7 8 9; do
    rm -rf "$folder" 2>/dev/null && break
    sleep 0.1
  done
done
exit 0
`;

let reaper: ChildProcess | undefined;

/** From now on this process group dies with the bench. */
export function adopt(leader: number): void {
  reaper ??= start();
  tell(`add ${leader}`);
}

/** The group is known to be dead; its number may be given to somebody else. */
export function release(leader: number): void {
  tell(`drop ${leader}`);
}

/** From now on this folder goes with the bench. */
export function adoptFolder(path: string): void {
  reaper ??= start();
  tell(`litter ${path}`);
}

/** The folder is gone. */
export function releaseFolder(path: string): void {
  tell(`swept ${path}`);
}

/** Ends the reaper, and with it whatever is still adopted; resolves when it is gone, or after a short while. */
export async function dismiss(): Promise<void> {
  const leaving = reaper;
  reaper = undefined;
  if (leaving === undefined || leaving.exitCode !== null || leaving.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 300);
    leaving.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    leaving.stdin?.end();
  });
}

function start(): ChildProcess {
  // Detached, because a Ctrl-C in the terminal goes to the whole foreground group.
  const child = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  (child.stdin as Socket | null)?.unref();
  return child;
}

function tell(line: string): void {
  reaper?.stdin?.write(`${line}\n`);
}
