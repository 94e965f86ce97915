import '@interleave/node';
import { defineTasks } from '@interleave/core';
export const { echo, echoQ } = defineTasks(import.meta.url, {
  async echo(a, b, n) { for (let i = 0; i < n; i++) { await a.acquire(); b.release(); } },
  async echoQ(a, b, n) { for (let i = 0; i < n; i++) { await b.put(await a.get()); } },
});
