import type { GuideSection } from '../section.ts';

export const races: GuideSection = {
  number: 5,
  title: 'Races and locks',
  rows: [
    {
      id: '5.1',
      cell: true,
      claim: 'Without a lock, updates of a shared counter get lost.',
      remember: 'Read, add and write are three steps; whoever writes last wins.',
    },
    {
      id: '5.2',
      cell: false,
      claim: 'A thread can be interrupted in the middle of a function.',
      remember: 'Between any two steps on shared memory somebody else may have been there.',
    },
    {
      id: '5.3',
      cell: true,
      claim: 'A lock makes the count exact.',
      remember: 'All who touch the data take the same lock, or it protects nothing.',
    },
    {
      id: '5.4',
      cell: false,
      claim: 'To change threads the system saves one’s state and loads another’s.',
      remember: 'Every switch costs a little; blocked threads switch willingly, busy ones by force.',
    },
    {
      id: '5.5',
      cell: false,
      claim: 'The scheduler shares the CPU out fairly; a lock need not.',
      remember: 'Fairness of CPUs is the system’s, fairness of a lock is its own and has a price.',
    },
    {
      id: '5.6',
      cell: false,
      claim: 'A mutex is a flag: free, or held by somebody.',
      remember: 'One holder, others wait, and only a held lock can be released.',
    },
  ],
};
