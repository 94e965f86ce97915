import type { GuideSection } from '../section.ts';

export const managers: GuideSection = {
  number: 9,
  title: 'Managers',
  rows: [
    {
      id: '9.1',
      cell: true,
      claim: 'A manager is a process of its own.',
      remember: 'It has a pid, and when it dies what it kept dies with it.',
    },
    {
      id: '9.2',
      cell: true,
      claim: 'Ten processes fill one dictionary through proxies.',
      remember: 'All the pairs are there, in any order.',
    },
    {
      id: '9.3',
      cell: false,
      claim: 'Each operation of a proxy is safe; two of them are not one.',
      remember:
        'Read, then write, needs a lock here too; a change inside a nested plain object goes unnoticed.',
    },
  ],
};
