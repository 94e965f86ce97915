// One thread has races too, because others run at every await. Prints 1 for two bare deposits, 2 for locked ones.
import { setTimeout as sleep } from 'node:timers/promises';
import { main, threading } from '#interleave';

let balance = 0;

async function deposit(): Promise<void> {
  const seen = balance;
  await sleep(10); // asks the bank
  balance = seen + 1;
}

main(async () => {
  await Promise.all([deposit(), deposit()]);
  console.log(`without a lock: ${balance}`);

  balance = 0;
  const lock = new threading.Lock();
  await Promise.all([lock.run(deposit), lock.run(deposit)]); // run holds the lock until the promise is settled
  console.log(`with a lock: ${balance}`);
});

// prints
//   without a lock: 1
//   with a lock: 2
