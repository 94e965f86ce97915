/** @module */
import './install.ts';

export * from '@interleave/core/multiprocessing';
