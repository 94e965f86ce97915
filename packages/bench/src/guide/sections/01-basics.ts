import type { GuideSection } from '../section.ts';

export const basics: GuideSection = {
  number: 1,
  title: 'Processes and threads',
  rows: [
    {
      id: '1.1',
      cell: false,
      claim: 'A process is a running program with an id, a stack and a heap of its own.',
      remember: 'What a parent changes after the start, its child never sees.',
    },
    {
      id: '1.2',
      cell: false,
      claim:
        'A thread is a flow of control inside a process: at least one, each with a stack, all with one memory.',
      remember:
        'In JavaScript a thread shares only what is made to be shared; an ordinary object stays in its own heap.',
    },
    {
      id: '1.3',
      cell: false,
      claim: 'A program is multi-threaded when several of its threads are alive at once.',
      remember: 'enumerate() and activeCount() tell who is alive, and main is one of them.',
    },
    {
      id: '1.4',
      cell: false,
      claim: 'A user thread is an object of a language library, with a name and a state.',
      remember: 'The Thread is yours to name, start and join; what carries it is another matter.',
    },
    {
      id: '1.5',
      cell: false,
      claim: 'Under a user thread there may be a thread of the kernel, with an id of its own.',
      remember:
        'nativeId is the kernel’s number where it can be read, and null where it cannot: never an invented one.',
    },
    {
      id: '1.6',
      cell: false,
      claim: 'A parent starts child processes, knows them, and learns how they ended.',
      remember: 'Ask activeChildren() who lives and exitCode how it ended; join, or nobody learns it.',
    },
    {
      id: '1.7',
      cell: true,
      claim:
        'A program can ask for the ids of its process and its parent and for the id and name of its thread.',
      remember: 'The questions are the same everywhere; a page has no process id to give.',
    },
  ],
};
