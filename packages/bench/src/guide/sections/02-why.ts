import type { GuideSection } from '../section.ts';

export const why: GuideSection = {
  number: 2,
  title: 'Why run things at once',
  rows: [
    {
      id: '2.1',
      cell: false,
      claim: 'With several CPUs, threads and processes run in parallel.',
      remember: 'Two workers on two CPUs take about half the time; on one CPU they take all of it.',
    },
    {
      id: '2.2',
      cell: false,
      claim: 'A machine may show more logical CPUs than it has, or lend a program fewer.',
      remember: 'Size a pool by what the program may use, not by what the machine has.',
    },
    {
      id: '2.3',
      cell: false,
      claim: 'A thread is a lightweight process: cheaper to start and smaller to keep.',
      remember: 'Threads are cheaper than processes here too, and neither is free: reuse them.',
    },
    {
      id: '2.4',
      cell: false,
      claim: 'One CPU is enough to gain where the work is waiting.',
      remember: 'Waits overlap, whatever the number of CPUs.',
    },
    {
      id: '2.5',
      cell: false,
      claim: 'A thread can wait for a person to type while the others go on.',
      remember: 'Put the blocking read in a thread, and main keeps its rhythm.',
    },
    {
      id: '2.6',
      cell: false,
      claim: 'Waits for files and the network overlap.',
      remember: 'Ten slow answers take as long as the slowest of them, if nobody queues for them.',
    },
  ],
};
