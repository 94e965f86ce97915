// A server answers 202 at once and hands the job to worker threads by a queue. Prints the answers, then the results.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineTasks, main, queue, threading } from '#interleave';

export const { work } = defineTasks(import.meta.url, {
  work: async (jobs: queue.Queue<string>, results: queue.Queue<string>) => {
    for await (const job of jobs) await results.put(`${job} is done`);
  },
});

main(async () => {
  const jobs = new queue.Queue<string>({ maxsize: 100 });
  const results = new queue.Queue<string>();
  for (let n = 0; n < 2; n++) new threading.Thread(work, { args: [jobs, results] }).start();

  const server = createServer((request, response) => {
    jobs.put(request.url ?? '/').then(() => response.writeHead(202).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  for (const path of ['/a', '/b', '/c']) {
    console.log(path, (await fetch(`http://127.0.0.1:${port}${path}`)).status);
  }
  for (let n = 0; n < 3; n++) console.log(await results.get());
  jobs.shutdown();
  server.close();
});

// prints, the results in any order
//   /a 202
//   /b 202
//   /c 202
//   /a is done
//   /b is done
//   /c is done
