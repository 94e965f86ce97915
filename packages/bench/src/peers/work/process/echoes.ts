/**
 * A process that sends back what it gets, and one that waits for that with its event loop; the operation is a round
 * trip, or half of one.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';

/** One side of a connection that passes bytes on. */
export interface Connection {
  send(byte: number): void;
  /** One listener, the last. */
  onByte(listener: (byte: number) => void): void;
}

/** One byte there and one back; the next goes when the answer has come. */
export function echoes(connection: Connection): Subject {
  let sent = 0;
  let wrong = 0;
  return {
    run(times) {
      return new Promise((resolve) => {
        let left = times;
        const began = performance.now();
        connection.onByte((byte) => {
          if (byte !== (sent & 255)) wrong += 1;
          sent += 1;
          left -= 1;
          if (left === 0) resolve(performance.now() - began);
          else connection.send(sent & 255);
        });
        connection.send(sent & 255);
      });
    },
    check() {
      if (wrong > 0) throw new CorruptError(`${wrong} of ${sent} answers were wrong`);
    },
  };
}

/** The same by wake-ups, of which a round trip has two. */
export function halved({ run, check }: Subject): Subject {
  return {
    async run(times) {
      const trips = Math.ceil(times / 2);
      return (await run(trips)) * (times / (2 * trips));
    },
    check,
  };
}
