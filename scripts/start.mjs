/**
 * `npm start`: alone it is the quick preset of everything, which takes some minutes. With anything added it is
 * `interleave run` with that and nothing else: `npm start -- --budget 60m`, `npm start -- lost-update --on node`.
 */
import process from 'node:process';

const given = process.argv.slice(2);
process.argv.splice(2, given.length, 'run', ...(given.length === 0 ? ['--quick'] : given));
await import('../packages/bench/dist/cli/main.js');
