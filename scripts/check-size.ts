/** A file is one exported thing that can be read at once: none is longer than 400 lines. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Findings, reportFindings } from './lib/problems.ts';
import { filesBelow, packages, root } from './lib/repository.ts';

const limit = 400;
const isSource = (file: string): boolean => /\.(ts|mjs|js|css|html|py|sh)$/.test(file);

/** Counts the lines of every source file, tests and tools included. */
export async function checkSize(): Promise<Findings> {
  const folders = [
    'examples',
    'scripts',
    'test',
    ...packages.flatMap((name) => ['src', 'test', 'e2e'].map((part) => `packages/${name}/${part}`)),
  ];
  const sizes: { file: string; lines: number }[] = [];
  for (const folder of folders) {
    for (const path of await filesBelow(join(root, folder))) {
      if (!isSource(path) || /(^|\/)(fixtures|golden)\//.test(path)) continue;
      const text = await readFile(join(root, folder, path), 'utf8');
      sizes.push({
        file: `${folder}/${path}`,
        lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
      });
    }
  }
  sizes.sort((a, b) => a.lines - b.lines);
  const median = sizes[Math.floor(sizes.length / 2)]?.lines ?? 0;
  return {
    looked: `${sizes.length} files, median ${median} lines, longest ${sizes.at(-1)?.lines ?? 0}`,
    problems: sizes
      .filter(({ lines }) => lines > limit)
      .map(
        ({ file, lines }) =>
          `${file} has ${lines} lines, more than ${limit}: split it where it changes subject`,
      ),
  };
}

if (import.meta.main) reportFindings('size', await checkSize());
