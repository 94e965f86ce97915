import type { GuideSection } from '../section.ts';

export const queues: GuideSection = {
  number: 6,
  title: 'Queues, events and stopping',
  rows: [
    {
      id: '6.1',
      cell: true,
      claim: 'Producers put items in a queue, consumers take them out.',
      remember: 'Each item arrives once, whichever side is faster.',
    },
    {
      id: '6.2',
      cell: false,
      claim: 'A server’s threads accept requests, other threads do the work.',
      remember: 'Answer at once, work behind the queue: slow jobs do not stop new ones.',
    },
    {
      id: '6.3',
      cell: false,
      claim: 'A bounded queue keeps memory from growing.',
      remember: 'A fast producer must wait somewhere: better at the queue than out of memory.',
    },
    {
      id: '6.4',
      cell: true,
      claim: 'put waits for room, get waits for an item.',
      remember: 'Blocking is the signal: each side wakes the other.',
    },
    {
      id: '6.5',
      cell: true,
      claim: 'A put with a timeout gives up on a full queue.',
      remember: 'Full after the timeout is an answer: handle it, do not lose the item.',
    },
    {
      id: '6.6',
      cell: true,
      claim: 'Producer and consumer may have different speeds.',
      remember: 'The slower one sets the pace; the queue only smooths it.',
    },
    {
      id: '6.7',
      cell: true,
      claim: 'An event is a flag that threads set, clear and wait for.',
      remember: 'set wakes all who wait, and stays set until cleared.',
    },
    {
      id: '6.8',
      cell: true,
      claim: 'A flag asks a thread politely to stop.',
      remember: 'The thread must look at it: a get without a timeout never does.',
    },
    {
      id: '6.9',
      cell: false,
      claim: 'A poison pill in the queue ends a consumer.',
      remember: 'One pill for each consumer, behind the last item, and nothing is lost.',
    },
    {
      id: '6.10',
      cell: false,
      claim: 'Native code may run off the interpreter’s lock.',
      remember:
        'In CPython only if the extension releases it; here compression and WebAssembly run beside you in any case.',
    },
  ],
};
