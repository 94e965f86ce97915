import process from 'node:process';

/** A failure that the user can act on: its message is the whole of what is printed. */
export class SetupError extends Error {}

/** Prints one line of what setup does and why. */
export function say(line) {
  process.stdout.write(`setup: ${line}\n`);
}

/** `1.2 s`, or `2 min 5 s`. */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Announces a step, shows that it is still at work once it lasts longer than two seconds, and says how long it took.
 * On a terminal the line counts up in place; in a log a line comes every ten seconds, so that a hang can be told from work.
 */
export async function step(what, work) {
  say(`${what} …`);
  const started = Date.now();
  const inPlace = process.stdout.isTTY && !process.env.CI;
  let shown = 0;
  const timer = setInterval(() => {
    const elapsed = Date.now() - started;
    if (inPlace) process.stdout.write(`\rsetup:   still at it, ${duration(elapsed)}   `);
    else if (elapsed - shown >= 10_000) {
      shown = elapsed;
      say(`  still at it, ${duration(elapsed)}`);
    }
  }, 2000);
  try {
    const result = await work();
    return result;
  } finally {
    clearInterval(timer);
    const elapsed = Date.now() - started;
    if (inPlace && elapsed > 2000) process.stdout.write('\r\u001b[K');
    if (elapsed > 2000) say(`  took ${duration(elapsed)}`);
  }
}
