/**
 * Everything of @interleave/core, on browsers.
 *
 * @module
 */

import './install.ts';

export * from '@interleave/core';
export { capabilities, type Capability } from '@interleave/core/host';
