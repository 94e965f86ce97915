/** What busy machines do to what is measured on them, one unit after the other. */

/** What the machine multiplies the next unit's time by. */
export type Machine = (random: () => number) => () => number;

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export const machines: Readonly<Record<string, Machine>> = {
  /** It gets hotter: half as slow again by the end, and each unit has its own noise. */
  drifting: (random) => {
    let unit = 0;
    return () => Math.exp((unit++ / 60) * 0.4 + 0.03 * normal(random));
  },
  /** Two modes, of which each lasts for some units and is eight times the other. */
  bimodal: (random) => {
    let slow = false;
    return () => {
      if (random() < 0.08) slow = !slow;
      return (slow ? 46 : 6) * Math.exp(0.05 * normal(random));
    };
  },
  /** A lag-1 autocorrelation of 0.9 with heavy tails. */
  autocorrelated: (random) => {
    let level = 0;
    return () => {
      level = 0.9 * level + 0.1 * normal(random);
      return Math.exp(level + 0.02 * Math.tan(Math.PI * (random() - 0.5)));
    };
  },
  /** All of it at once. */
  'bad in every way': (random) => {
    const parts = ['drifting', 'bimodal', 'autocorrelated'].map((name) => machines[name]?.(random));
    return () => parts.reduce((product, part) => product * (part?.() ?? 1), 1);
  },
};
