/**
 * The screenshots of pages that had to be killed.
 *
 * @module
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pictures } from './cells.ts';
import type { Done } from '../plan/run-plan.ts';
import type { UnitRecord } from '../engines/unit-record.ts';

const FOLDER = 'screenshots';

/** Writes them beside the report; gives their paths relative to it. */
export async function savePictures(done: readonly Done[], out: string): Promise<Pictures> {
  const pictures = new Map<UnitRecord, string>();
  for (const [index, { job, record }] of done.entries()) {
    if (record.screenshot === undefined) continue;
    const name = `${index + 1}-${job.subject.id}-${job.mutant?.id ?? job.variant}-${job.target.kind}.png`;
    await mkdir(join(out, FOLDER), { recursive: true });
    await writeFile(join(out, FOLDER, name), record.screenshot);
    pictures.set(record, `${FOLDER}/${name}`);
  }
  return pictures;
}
