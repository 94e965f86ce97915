/**
 * What a scenario may keep outside of memory: files and databases.
 *
 * @module
 */

export interface Storage {
  /** A new folder, for the scenario alone. */
  makeFolder(): string;
  /** Deletes a file, or a folder with what is in it; nothing where there is none. */
  remove(path: string): void;
  /** Replaces the text of a file. */
  write(path: string, text: string): void;
  /** Adds to the end of a file, by one call of the system that finds the end and writes there. */
  append(path: string, text: string): void;
  /** Opens a file of SQLite; null where the runtime has none built in. */
  openDatabase(path: string): Promise<Database | null>;
}

export interface Database {
  /** Carries out statements that give nothing. */
  run(sql: string): void;
  /** The one number that a query gives. */
  number(sql: string): number;
  close(): void;
}
