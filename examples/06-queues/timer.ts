// A Timer calls later, unless it is cancelled; an Event lets others wait for that. Prints "time is up".
import { main, threading } from '#interleave';

main(async () => {
  const timeIsUp = new threading.Event();
  const timer = new threading.Timer(50, () => timeIsUp.set()).start();
  const never = new threading.Timer(60_000, () => console.log('never printed')).start();

  never.cancel();
  await timeIsUp.wait(); // true; false where a timeout came first
  await Promise.all([timer.join(), never.join()]);
  console.log(`time is up: ${timer.finished}, event set: ${timeIsUp.isSet}`);
});

// prints
//   time is up: true, event set: true
