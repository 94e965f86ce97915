// A Local has a value in each thread: who is served is known without being passed along. Prints each thread's own.
import { defineTasks, main, threading } from '#interleave';

type User = threading.Local<string>;

function log(user: User, what: string): void {
  console.log(`${user.get()}: ${what}`);
}

export const { serve } = defineTasks(import.meta.url, {
  serve: (user: User, name: string) => {
    user.set(name);
    log(user, 'served');
  },
});

main(async () => {
  const user: User = new threading.Local();
  user.set('nobody');

  for (const name of ['ada', 'grace']) {
    const thread = new threading.Thread(serve, { args: [user, name] }).start();
    await thread.join();
  }
  log(user, 'still here');
});

// prints
//   ada: served
//   grace: served
//   nobody: still here
