import type { GuideSection } from '../section.ts';

export const threadingModels: GuideSection = {
  number: 3,
  title: 'User threads and kernel threads',
  rows: [
    {
      id: '3.1',
      cell: false,
      claim: 'The language’s threading library is what makes user threads.',
      remember: 'Python’s names are here with Python’s meaning, one for one.',
    },
    {
      id: '3.2',
      cell: false,
      claim: 'Threads divide related tasks and hand the results on.',
      remember: 'A queue between two stages is all the coordination a pipeline needs.',
    },
    {
      id: '3.3',
      cell: false,
      claim: 'The system maps user threads to kernel threads.',
      remember: 'One Thread is one more task of the process, to be seen in /proc.',
    },
    {
      id: '3.4',
      cell: false,
      claim: 'Green threads are scheduled by a library on one kernel thread.',
      remember: 'Async functions are JavaScript’s green threads: many of them, no further thread.',
    },
    {
      id: '3.5',
      cell: false,
      claim: 'The operating system decides which kernel thread runs.',
      remember: 'A wait gives the CPU up willingly, a busy loop has it taken away.',
    },
    {
      id: '3.6',
      cell: false,
      claim: 'Many to one: of all user threads, one runs at a time.',
      remember: 'On an event loop the turn changes only at an await; nothing takes it away.',
    },
    {
      id: '3.7',
      cell: false,
      claim: 'CPython has its lock because counting references is not safe between threads.',
      remember: 'Each JavaScript thread has its own heap and collector, so there is nothing to lock.',
    },
    {
      id: '3.8',
      cell: false,
      claim: 'One to one: each user thread is a kernel thread, as in Java.',
      remember: 'A Thread here is one to one: two of them compute at once.',
    },
    {
      id: '3.9',
      cell: false,
      claim: 'Many to many: many tasks share a few kernel threads, as in Go.',
      remember: 'A pool runs a thousand tasks on four threads, and a task that awaits holds none of them.',
    },
  ],
};
