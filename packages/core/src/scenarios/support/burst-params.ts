/** What can be said of bursts: see bursts.ts. */
export const BURST_PARAMS = {
  ms: {
    type: 'number',
    default: 20,
    min: 5,
    max: 5000,
    unit: 'ms',
    about: 'How long one share of a long burst takes, about; short ones take a tenth of it',
  },
  patience: {
    type: 'integer',
    default: 40_000,
    min: 100,
    max: 300_000,
    unit: 'ms',
    about: 'How long it is tried again on a machine that is busy',
  },
} as const;
