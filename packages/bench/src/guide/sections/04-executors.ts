import type { GuideSection } from '../section.ts';

export const executors: GuideSection = {
  number: 4,
  title: 'Executors, futures and threads by hand',
  rows: [
    {
      id: '4.1',
      cell: true,
      claim: 'Work for the CPU, one piece after the other.',
      remember: 'This is the time to beat; the digits are Python’s, whoever computes them.',
    },
    {
      id: '4.2',
      cell: true,
      claim: 'An executor takes calls and runs them on a pool of threads.',
      remember: 'maxWorkers is a ceiling: the rest wait their turn, in order.',
    },
    {
      id: '4.3',
      cell: true,
      claim: 'submit gives a future back, not a result.',
      remember: 'A future is a receipt: it is not done when you get it.',
    },
    {
      id: '4.4',
      cell: true,
      claim: 'Asking for the result blocks the one who asks, and nobody else.',
      remember: 'Block in a thread; where main may not block, await.',
    },
    {
      id: '4.5',
      cell: false,
      claim: 'Threads do not help work for the CPU.',
      remember: 'True of CPython’s lock and of async functions; not of threads with a heap each.',
    },
    {
      id: '4.6',
      cell: true,
      claim: 'Threads help with waiting: a hundred sleeps take as long as one.',
      remember: 'Waiting costs no CPU, so it overlaps without end; starting threads is what costs.',
    },
    {
      id: '4.7',
      cell: false,
      claim: 'For waiting, threads are cheaper than processes.',
      remember: 'Same gain, a fraction of the time to start and of the memory.',
    },
    {
      id: '4.8',
      cell: true,
      claim: 'A thread that sleeps lets the others run.',
      remember: 'Sleep in a thread of its own and everybody else goes on.',
    },
    {
      id: '4.9',
      cell: true,
      claim: 'A thread by hand: make it, start it, keep it, join it.',
      remember: 'Keep the reference; without it there is nothing to join.',
    },
  ],
};
