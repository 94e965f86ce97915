import type { GuideSection } from '../section.ts';

export const sharing: GuideSection = {
  number: 8,
  title: 'Sharing between processes',
  rows: [
    {
      id: '8.1',
      cell: false,
      claim: 'Processes share no ordinary variables.',
      remember: 'A global is a copy; changing it changes nothing elsewhere.',
    },
    {
      id: '8.2',
      cell: false,
      claim: 'A queue passes items between processes.',
      remember: 'Same queue, other memory: each item once, in one order for all.',
    },
    {
      id: '8.3',
      cell: false,
      claim: 'A pipe joins two ends.',
      remember: 'Two ends, two processes; for more than two take a queue.',
    },
    {
      id: '8.4',
      cell: true,
      claim: 'A Value is a number that processes share, exact under its lock.',
      remember: '+= is not atomic between processes either: hold the value’s lock.',
    },
    {
      id: '8.5',
      cell: false,
      claim: 'Shared memory can be had as plain blocks, with care.',
      remember: 'Whoever makes a block unlinks it, or it outlives everybody.',
    },
    {
      id: '8.6',
      cell: false,
      claim: 'Processes can meet in a file.',
      remember: 'One append of one line stays whole; anything more needs a lock.',
    },
    {
      id: '8.7',
      cell: false,
      claim: 'Processes can meet in a database.',
      remember: 'A transaction is a lock that somebody else maintains.',
    },
    {
      id: '8.8',
      cell: false,
      claim: 'Processes can talk through sockets.',
      remember: 'Listener and Client work between machines too, and ask for a key before they trust.',
    },
  ],
};
