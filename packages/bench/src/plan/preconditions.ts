/**
 * What targets were found to lack. Whatever needs it needs no program started and no page opened to be told so again:
 * a target says in each unit's first words what it has, and that does not change while it runs.
 *
 * @module
 */

import { lacksOf } from '@interleave/core/scenario';
import { newRecord, type UnitRecord } from '../engines/unit-record.ts';
import type { Target } from '../targets/target.ts';
import type { Subject } from './contracts.ts';

interface Which {
  readonly subject: Subject;
  readonly target: Target;
}

export class Preconditions {
  readonly #hellos: Map<Target, NonNullable<UnitRecord['hello']>> = new Map();

  /** A unit has run: it may have said what is missing. Only then is it known that its target goes by its own words. */
  learn({ subject, target }: Which, { hello, missing, fate, errors }: UnitRecord): void {
    const { requires } = subject.contract;
    // What a body asks for by itself may be another thing for each variant.
    const whole = missing.length > 0 && missing.every(({ name }) => requires.includes(name));
    if (whole && hello !== undefined && fate.kind === 'ended' && errors.length === 0)
      this.#hellos.set(target, hello);
  }

  /** What a unit would have said, where that is known. */
  of({ subject, target }: Which): UnitRecord | undefined {
    const hello = this.#hellos.get(target);
    if (hello === undefined) return undefined;
    const missing = lacksOf(subject.contract.requires, hello.capabilities);
    return missing.length === 0
      ? undefined
      : { ...newRecord(), fate: { kind: 'ended' }, hello, missing: [...missing] };
  }
}
