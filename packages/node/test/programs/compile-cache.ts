/** Says where this program, its threads and theirs keep compiled code. */
import { isMainThread } from 'node:worker_threads';
import module from 'node:module';
import { defineTasks } from '@interleave/node';
import { Thread } from '@interleave/node/threading';
import { writeSync } from 'node:fs';

const say = (who: string): void => void writeSync(1, `${who} ${module.getCompileCacheDir() ?? 'none'}\n`);

const { thread, nested } = defineTasks(import.meta.url, {
  async thread(): Promise<void> {
    say('thread');
    await new Thread(nested).start().join();
  },
  nested: (): void => say('nested'),
});

if (isMainThread) {
  const [, , folder] = process.argv;
  if (folder !== undefined) module.enableCompileCache(folder);
  say('main');
  await new Thread(thread).start().join();
}
