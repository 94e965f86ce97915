/**
 * Everything of @interleave/core, on Bun.
 *
 * @module
 */

import './install.ts';

export * from '@interleave/core';
export { capabilities, type Capability } from '@interleave/core/host';
