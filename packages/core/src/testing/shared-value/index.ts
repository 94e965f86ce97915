import type { Suite } from '../cases.ts';
import { arrays } from './arrays.ts';
import { values } from './values.ts';

/** Value and Array. Of structures (VAL-09, VAL-10) there are none: see not-applicable.json. */
export const sharedValueSuite: Suite = {
  name: 'shared-value',
  variants: ['in a segment'],
  groups: [values, arrays],
};
