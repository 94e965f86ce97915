/**
 * Files and databases for scenarios on Node, Deno and Bun.
 *
 * @module
 */

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Database, Storage } from '@interleave/core/scenario';

/** The part of bun:sqlite that is used. */
interface BunSqlite {
  readonly Database: new (path: string) => {
    run(sql: string): unknown;
    query(sql: string): { get(): unknown };
    close(): void;
  };
}

export const storage: Storage = {
  makeFolder: () => mkdtempSync(join(tmpdir(), 'interleave-')),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  write: (path, text) => writeFileSync(path, text),
  append: (path, text) => appendFileSync(path, text),
  openDatabase: (path) => (process.versions['bun'] === undefined ? openOnNode(path) : openOnBun(path)),
};

/** Deno has the same module. */
async function openOnNode(path: string): Promise<Database | null> {
  const sqlite = await import('node:sqlite').catch(() => null);
  if (sqlite === null) return null;
  const database = new sqlite.DatabaseSync(path);
  return {
    run: (sql) => database.exec(sql),
    number: (sql) => firstOf(database.prepare(sql).get()),
    close: () => database.close(),
  };
}

async function openOnBun(path: string): Promise<Database | null> {
  // Only Bun can resolve it, and only here does anybody ask.
  const module: string = 'bun:sqlite';
  const sqlite = (await import(module)) as BunSqlite;
  const database = new sqlite.Database(path);
  return {
    run: (sql) => void database.run(sql),
    number: (sql) => firstOf(database.query(sql).get()),
    close: () => database.close(),
  };
}

function firstOf(row: unknown): number {
  return Number(Object.values((row ?? {}) as Record<string, unknown>)[0]);
}
