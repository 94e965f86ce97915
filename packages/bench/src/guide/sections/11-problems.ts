import type { GuideSection } from '../section.ts';

export const problems: GuideSection = {
  number: 11,
  title: 'What goes wrong',
  rows: [
    {
      id: '11.1',
      cell: true,
      claim: 'A forgotten join: the program outlives its main thread.',
      remember: 'The end of main is not the end; join what you start.',
    },
    {
      id: '11.2',
      cell: true,
      claim: 'A daemon thread ends with the program.',
      remember: 'It ends in the middle of whatever it does: never let it hold what must be finished.',
    },
    {
      id: '11.3',
      cell: false,
      claim: 'A thread can die silently.',
      remember: 'Set an excepthook and look at the thread after join; main lives on.',
    },
    {
      id: '11.5',
      cell: false,
      claim: 'Concurrent programs are hard to follow; logs must say who spoke.',
      remember: 'Time, level, process and thread on each line, and one writer at a time.',
    },
    {
      id: '11.6',
      cell: false,
      claim: 'Two locks taken in opposite order end in deadlock.',
      remember: 'One order for all, or a timeout that lets go.',
    },
    {
      id: '11.7',
      cell: false,
      claim: 'A greedy thread starves the others.',
      remember: 'A lock that may be overtaken is fast; take the fair one where everybody must get a turn.',
    },
    {
      id: '11.8',
      cell: false,
      claim: 'Primitives for threads do not work between processes.',
      remember: 'Take the lock from the module of what shares it; the wrong one is refused at the sender.',
    },
    {
      id: '11.9',
      cell: true,
      claim: 'An object with too much state cannot be sent.',
      remember: 'Send data, not objects with machinery inside; the error names the part that cannot go.',
    },
    {
      id: '11.10',
      cell: true,
      claim: 'A method of an object that holds a lock is handed to a process.',
      remember: 'Refused before anything starts: pass a function and what it needs.',
    },
  ],
};
