import { ThreadWords, type WasmMemory } from '../../src/memory/index.ts';

/** What an agent that is dead by now does: nothing. */
export class Died extends Error {}

/**
 * The words of an agent that dies before its n-th write or read of shared memory, and does nothing ever after: not
 * even leave a latch. So a test can end an agent at every step of an operation, one after the other.
 */
export class MortalWords extends ThreadWords {
  /** Steps until death. */
  left = Infinity;

  constructor(memory: WasmMemory) {
    super(memory);
    for (const name of ['load', 'store', 'add', 'sub', 'or', 'and', 'exchange', 'compareExchange'] as const) {
      const perform = super[name] as (...args: number[]) => number;
      Object.defineProperty(this, name, {
        value: (...args: number[]): number => {
          this.step();
          return perform.apply(this, args);
        },
      });
    }
  }

  step(): void {
    this.left -= 1;
    if (this.left < 0) throw new Died('dead');
  }

  /** Plain writes are steps too; of a write of many words the first half may be all that happens. */
  override get ints(): Int32Array {
    return new Proxy(super.ints, {
      get: (ints, key) => {
        if (key === 'set') {
          return (values: ArrayLike<number>, at: number): void => {
            const half = values.length >> 1;
            this.step();
            for (let index = 0; index < half; index += 1) ints[at + index] = values[index] as number;
            this.step();
            for (let index = half; index < values.length; index += 1)
              ints[at + index] = values[index] as number;
          };
        }
        const value: unknown = Reflect.get(ints, key);
        return typeof value === 'function' ? (value.bind(ints) as unknown) : value;
      },
      set: (ints, key, value: number) => {
        this.step();
        ints[Number(key)] = value;
        return true;
      },
    });
  }
}
