import type { Suite } from '../cases.ts';
import { dictsAndLists } from './dicts-and-lists.ts';
import { farClients } from './far-clients.ts';
import { farPrimitives } from './far-primitives.ts';
import { life } from './life.ts';
import { others } from './others.ts';
import { pools } from './pools.ts';
import { references } from './references.ts';
import { setsAndArrays } from './sets-and-arrays.ts';

/**
 * Manager, connectManager and proxies.
 *
 * Adapted of CPython's rows: MGP-02, MGP-06, MGP-22, MGP-26 (the methods are named as those of Array, Map and Set), MGP-03 (an
 * asynchronous iterator, or a blocking one), MGP-12 to MGP-19 (the primitives are those of multiprocessing, which need no
 * proxy), MGR-06 (no cycles of references to break).
 */
export const managerSuite: Suite = {
  name: 'manager',
  variants: ['a process'],
  groups: [dictsAndLists, setsAndArrays, others, pools, farPrimitives, farClients, references, life],
};
