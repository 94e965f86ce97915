import { runProofs } from './run-proofs.ts';

runProofs('short');
