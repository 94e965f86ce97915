import type { Report } from './model.ts';

/** How many units ran at once, and what that means for what they took. */
export function atOnce({ actual: { jobs = 1 } }: Report): string {
  if (jobs === 1) return 'one';
  return `up to ${jobs}, so that what one took may be longer by the other; what measures time ran alone`;
}
