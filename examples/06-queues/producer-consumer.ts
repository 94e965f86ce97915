// A fast producer, a slow consumer, a queue of one, an event to stop both. Prints messages, "Queue is full", two byes.
import { defineTasks, errors, main, queue, threading } from '#interleave';
const SECOND = 20; // the guide's have 1000 ms

export const { produce, consume } = defineTasks(import.meta.url, {
  produce: (messages: queue.Queue<number>, stop: threading.Event, full: threading.Event) => {
    for (let message = 1; !stop.isSet;) {
      try {
        messages.putSync(message, { timeout: SECOND });
        message += 1;
      } catch (error) {
        if (!(error instanceof errors.Full)) throw error;
        console.log('producer: Queue is full');
        full.set();
      }
    }
    console.log('producer: bye');
  },
  consume: (messages: queue.Queue<number>, stop: threading.Event, full: threading.Event) => {
    full.waitSync(); // slow to begin
    for (let n = 1; n <= 5; n++) {
      console.log(`consumer: message ${messages.getSync()}`);
      stop.waitSync({ timeout: 2 * SECOND }); // the work: a sleep that the event ends
    }
    stop.set();
    console.log('consumer: bye');
  },
});

main(() => {
  const messages = new queue.Queue<number>({ maxsize: 1 });
  const [stop, full] = [new threading.Event(), new threading.Event()];
  for (const task of [produce, consume]) new threading.Thread(task, { args: [messages, stop, full] }).start();
});

// prints, among others and in any order
//   producer: Queue is full
//   consumer: message 5
//   consumer: bye
//   producer: bye
