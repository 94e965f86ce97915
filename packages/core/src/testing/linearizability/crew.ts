import { Thread } from '../../threading/index.ts';
import { board as makeBoard, FREE, PATIENCE, type Board } from '../board.ts';
import { CheckError } from '../check.ts';
import type { History } from './judge.ts';
import type { Subject } from './subjects.ts';
import { takeParts, type Meeting, type Part, type Turn } from './window.tasks.ts';
import { THREADS } from './window.ts';

interface Member {
  readonly port: MessagePort;
  /** Rejects when the thread ends: it is not to. */
  readonly ended: Promise<never>;
}

/** They give each other up before. */
const LONGEST = 1.5 * PATIENCE;

/** Threads that use one primitive after another together. They are told by ports and not by the primitives on test. */
export class Crew {
  readonly #subjects: readonly Subject[];
  readonly #board: Board = makeBoard(FREE + 8);
  #members: readonly Member[] | undefined;

  constructor(subjects: readonly Subject[]) {
    this.#subjects = subjects;
  }

  /** Has them use a primitive, and gives what they did in each window. */
  async meet(
    subject: Subject,
    meeting: Pick<Meeting, 'seed' | 'windows' | 'overlapping'>,
  ): Promise<readonly History[]> {
    const members = (this.#members ??= this.#start());
    this.#board.fill(0);
    const turn: Turn = {
      primitive: this.#subjects.indexOf(subject),
      meeting: { ...meeting, ...subject.how },
    };
    const what = `${subject.name}, seed ${meeting.seed}`;
    const parts = await Promise.all(members.map((member) => this.#part(member, turn, what)));
    return (parts[0] as Part).map((_, window) => parts.flatMap((part) => part[window] as History));
  }

  async #part({ port, ended }: Member, turn: Turn, what: string): Promise<Part> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Part>((resolve, reject) => {
        port.onmessage = ({ data }) => resolve(data as Part);
        port.postMessage(turn);
        timer = setTimeout(() => reject(new CheckError(`${what}: the threads do not end`)), LONGEST);
        ended.catch(reject);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #start(): readonly Member[] {
    const primitives = this.#subjects.map(({ make }) => make());
    return Array.from({ length: THREADS }, (_, number) => {
      const { port1, port2 } = new MessageChannel();
      const args = [primitives, this.#board, number, port2] as const;
      const thread = new Thread(takeParts, { args: [...args], transfer: [port2] }).start();
      const ended = thread.join().then((): never => {
        throw thread.error ?? new CheckError(`${thread.name} has ended`);
      });
      // It is looked at by who waits for a part.
      ended.catch(() => {});
      return { port: port1, ended };
    });
  }
}
