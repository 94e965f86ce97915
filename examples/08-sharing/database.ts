// Two processes count in one SQLite file: one statement that reads and writes loses nothing. Prints 200.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { defineTasks, main, multiprocessing } from '#interleave';

export const { count } = defineTasks(import.meta.url, {
  count: (file: string, times: number) => {
    const database = new DatabaseSync(file, { timeout: 10_000 });
    // To read n here and write n + 1 then would lose what the other process has added in between.
    for (let i = 0; i < times; i++) database.exec('UPDATE counter SET n = n + 1');
    database.close();
  },
});

main(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'counter-'));
  const file = join(folder, 'counter.db');
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0)',
  );

  const children = [1, 2].map(() => new multiprocessing.Process(count, { args: [file, 100] }).start());
  for (const child of children) await child.join();
  console.log(database.prepare('SELECT n FROM counter').get()?.['n']);
  database.close();
  rmSync(folder, { recursive: true });
});

// prints
//   200
