// A process does not take an object's method, with its lock and all: send a task what it needs. Prints both tries.
import { defineTasks, main, multiprocessing, threading } from '#interleave';

class Account {
  readonly lock = new threading.RLock();
  balance = 5;

  run(): void {
    using _ = this.lock.holdSync();
    console.log(this.balance);
  }

  start(): void {
    using _ = this.lock.holdSync();
    const target: unknown = this.run.bind(this);
    new multiprocessing.Process(target as typeof report).start(); // TypeScript would refuse it
  }
}

export const { report } = defineTasks(import.meta.url, {
  report: (balance?: number) => console.log(`the balance is ${balance}`),
});

main(async () => {
  const account = new Account();
  try {
    account.start();
  } catch (error) {
    console.log(`refused by a TypeError: ${error instanceof TypeError}`);
  }

  const child = new multiprocessing.Process(report, { args: [account.balance] }).start();
  await child.join();
});

// prints
//   refused by a TypeError: true
//   the balance is 5
