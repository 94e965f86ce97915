import type { GuideSection } from '../section.ts';

export const processes: GuideSection = {
  number: 7,
  title: 'Processes and pools',
  rows: [
    {
      id: '7.1',
      cell: false,
      claim: 'multiprocessing has the names of threading.',
      remember: 'What you know of one works in the other; only what is shared differs.',
    },
    {
      id: '7.2',
      cell: false,
      claim: 'Processes get round the interpreter’s lock.',
      remember: 'Here threads compute in parallel as well; take processes to keep failures and memory apart.',
    },
    {
      id: '7.3',
      cell: false,
      claim: 'A process costs more: interpreter, stack and heap of its own.',
      remember: 'Count tens of milliseconds and of megabytes for each child.',
    },
    {
      id: '7.4',
      cell: true,
      claim: 'A pool is a fixed set of processes that are used again.',
      remember: 'Many tasks, few process ids.',
    },
    {
      id: '7.5',
      cell: true,
      claim: 'map spreads the calls and keeps their order.',
      remember: '[1, 4, 9] comes back in the order of the arguments, whoever was first.',
    },
    {
      id: '7.6',
      cell: true,
      claim: 'Function and arguments are serialised.',
      remember: 'A function goes by its name, arguments go by copy: a change in the child stays there.',
    },
    {
      id: '7.7',
      cell: true,
      claim: 'An initializer runs once in each worker.',
      remember: 'Give workers what they need for life here; if it fails, the pool is broken and says so.',
    },
    {
      id: '7.8',
      cell: true,
      claim: 'A lock for processes belongs to the system and is shared with children.',
      remember: 'It excludes processes that do not even know each other.',
    },
    {
      id: '7.9',
      cell: true,
      claim: 'A child gets the lock from its parent.',
      remember: 'Pass it as an argument or through the initializer, and it arrives as the same lock.',
    },
    {
      id: '7.10',
      cell: false,
      claim: 'A lock is a semaphore of one; a semaphore lets n in.',
      remember: 'The count is the most that are ever inside.',
    },
    {
      id: '7.11',
      cell: true,
      claim: 'A main guard keeps children from starting children; a scope ends the pool.',
      remember: 'What must run once stands behind the guard; using ends what it began.',
    },
  ],
};
