import { lockModel, queueModel, semaphoreModel, type Model } from '../../explore/history/index.ts';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from '../../queue/index.ts';
import { BoundedSemaphore, Lock, Semaphore } from '../../threading/index.ts';
import type { Twin } from './twins.ts';
import type { Meeting } from './window.tasks.ts';

/** A primitive, and what one thread at a time would find of it. */
export interface Subject {
  readonly name: string;
  readonly make: () => unknown;
  readonly model: Model<never>;
  readonly how: Partial<Meeting>;
}

const PERMITS = 2;
const ROOM = 2;

const lock = (fair: boolean): Subject => ({
  name: `a ${fair ? 'fair' : 'barging'} Lock`,
  make: () => new Lock({ fair }),
  model: lockModel as Model<never>,
  how: { permits: 1 },
});

const queue = (name: string, make: () => unknown, model: Model<readonly unknown[]>): Subject => ({
  name,
  make,
  model: model as Model<never>,
  how: {},
});

const semaphore: Subject = {
  name: 'a Semaphore',
  make: () => new Semaphore(PERMITS),
  model: semaphoreModel(PERMITS) as Model<never>,
  how: { permits: PERMITS },
};
const boundedSemaphore: Subject = {
  name: 'a BoundedSemaphore',
  make: () => new BoundedSemaphore(PERMITS),
  model: semaphoreModel(PERMITS, PERMITS) as Model<never>,
  how: { permits: PERMITS, over: true },
};
const boundedQueue = queue(
  'a Queue with little room',
  () => new Queue({ maxsize: ROOM }),
  queueModel('fifo', ROOM),
);
const lifoQueue = queue('a LifoQueue', () => new LifoQueue(), queueModel('lifo'));
const priorityQueue = queue('a PriorityQueue', () => new PriorityQueue<number>(), queueModel('priority'));
const simpleQueue = queue('a SimpleQueue', () => new SimpleQueue(), queueModel('fifo'));
const unboundedQueue = queue('a Queue', () => new Queue(), queueModel('fifo'));

export const subjects: readonly Subject[] = [
  lock(false),
  lock(true),
  semaphore,
  boundedSemaphore,
  unboundedQueue,
  boundedQueue,
  lifoQueue,
  priorityQueue,
  simpleQueue,
];

const spoilt = (why: string, subject: Subject, twin: Twin): Subject => ({
  ...subject,
  name: `${subject.name} that ${why}`,
  how: { ...subject.how, twin },
});
const insteadOf = (why: string, subject: Subject, make: () => unknown): Subject => ({
  ...subject,
  name: `${subject.name} that ${why}`,
  make,
});

/** What must be found out. */
export const brokenSubjects: readonly Subject[] = [
  spoilt('does not exclude', lock(false), 'lets in guests'),
  spoilt('does not exclude', lock(true), 'lets in guests'),
  spoilt('gives one permit too many', semaphore, 'lets in guests'),
  insteadOf('has no bound', boundedSemaphore, () => new Semaphore(PERMITS)),
  spoilt('gives two getters one item', unboundedQueue, 'shows its items'),
  insteadOf('has room for one more', boundedQueue, () => new Queue({ maxsize: ROOM + 1 })),
  insteadOf('gives the oldest first', lifoQueue, () => new Queue()),
  spoilt('gives two getters one item', priorityQueue, 'shows its items'),
  insteadOf('gives the newest first', simpleQueue, () => new LifoQueue()),
];
