/**
 * What the bench needs of a place where scenarios run.
 *
 * @module
 */

import type { UnitEvent, UnitOrder } from '@interleave/core/scenario';
import type { TargetKind } from '../report/model.ts';

/** How a unit's process or page came to its end. */
export interface Gone {
  readonly code: number | null;
  readonly signal: string | null;
  /** Where neither says enough: `the page crashed`. */
  readonly reason: string | null;
}

/** What comes out of a unit, in order; `gone` is last. */
export type UnitMessage =
  | { readonly kind: 'event'; readonly event: UnitEvent }
  | { readonly kind: 'line'; readonly text: string }
  | ({ readonly kind: 'gone' } & Gone);

/** One process or page that carries out one order. */
export interface Unit {
  readonly messages: AsyncIterable<UnitMessage>;
  /** A picture (PNG) of a page, while it can still be had. */
  screenshot(): Promise<Uint8Array | undefined>;
  /** Ends it and everything it started, whatever state it is in; returns soon. */
  kill(): Promise<void>;
}

/** Where a target is, or what to do about its absence. */
export type Presence =
  | { readonly there: true; readonly path: string; readonly version: string }
  | { readonly there: false; readonly reason: string; readonly remedy: string };

/** A runtime, browser or interpreter that units run on. */
export interface Target {
  /** What the command line says to mean it: `node`, `node@22:/opt/node-22/bin/node`. */
  readonly word: string;
  /** As reports name it: `node`, `node@22`, `node@/opt/node/bin/node`. */
  readonly id: string;
  readonly kind: TargetKind;
  /** As people call it. */
  readonly title: string;
  /** Whether it runs the scenario's own code, and so its mutants too. */
  readonly mutants: boolean;
  /** Looks for it; asked once. */
  probe(): Promise<Presence>;
  /** Why this target has no part in a scenario; undefined where it has. */
  excuse(work: Work): string | undefined;
  /** Makes everything ready that these scenarios need; called once, before the first unit of a run. */
  prepare(works: readonly Work[]): Promise<void>;
  /** The URL by which this target imports a scenario's module. */
  moduleOf(work: Work): string;
  open(order: UnitOrder, work: Work | undefined): Promise<Unit>;
  /** Starts another entry module or script as a unit, with one argument; only what is a program can. */
  launch?(entry: string, argument: string): Unit;
  /** Ends what the target holds for all its units. */
  close(): Promise<void>;
}

/** A scenario as a target sees it. */
export interface Work {
  readonly id: string;
  /** The module's file. */
  readonly path: string;
  /** Whether its verdict is one about time, or about threads that have to run at the same moment: then nothing helps its units that a user's program does not have. */
  readonly timed?: boolean;
}
