/** How often it is counted again while workers take calls. */
const TRIES = 4;

/**
 * Whether more calls wait than workers have nothing to do. What a worker takes between the two counts is in the first and
 * not in the second, so that one worker too many would be started; counted the other way round it would be one too few, for
 * whom a call might wait for ever. So it counts only where nothing was taken meanwhile; in doubt a worker is started.
 */
export function isShort(waiting: () => number, idle: () => number): boolean {
  for (let tries = 1; ; tries += 1) {
    const before = waiting();
    const free = idle();
    if (tries === TRIES || waiting() === before) return before > free;
  }
}
