// fork and forkserver are refused: no JavaScript runtime survives a fork. Prints why, and what to use instead.
import { errors, main, multiprocessing } from '#interleave';

main(() => {
  try {
    multiprocessing.getContext('fork' as multiprocessing.StartMethod); // TypeScript knows that it is none
  } catch (error) {
    if (!(error instanceof errors.UnsupportedError)) throw error;
    console.log(error.message);
  }
});

// prints
//   Cannot start a process by fork: no JavaScript runtime can be forked, …; use spawn, or standby …
