/**
 * What a target was found to lack for a scenario. Its other variants and rounds need the same, so no program is
 * started and no page opened to be told it again.
 *
 * @module
 */

import { newRecord, type UnitRecord } from '../engines/unit-record.ts';
import type { Target } from '../targets/target.ts';
import type { Subject } from './contracts.ts';

interface Which {
  readonly subject: Subject;
  readonly target: Target;
}

export class Preconditions {
  readonly #found: Map<Target, Map<Subject, UnitRecord>> = new Map();

  /** A unit has run: it may have said what is missing. */
  learn({ subject, target }: Which, record: UnitRecord): void {
    const { requires } = subject.contract;
    const missing = record.missing.map(({ name }) => name);
    // What a body asks for by itself may be another thing for each variant.
    const whole = missing.length > 0 && missing.every((name) => requires.includes(name));
    if (!whole || record.fate.kind !== 'ended' || record.errors.length > 0) return;
    const ofTarget = this.#found.get(target) ?? new Map<Subject, UnitRecord>();
    this.#found.set(target, ofTarget.set(subject, record));
  }

  /** What a unit would have said, where that is known. */
  of({ subject, target }: Which): UnitRecord | undefined {
    const known = this.#found.get(target)?.get(subject);
    if (known === undefined) return undefined;
    return { ...newRecord(), fate: { kind: 'ended' }, hello: known.hello, missing: [...known.missing] };
  }
}
