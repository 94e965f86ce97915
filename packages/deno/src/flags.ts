/**
 * What a child of this process is started with, so that it may do what this one may, and no more.
 *
 * Deno tells a program nothing of its options. A process that may do everything reads them from the system; one that
 * may not asks for each permission, and passes on those that it has whole.
 *
 * @module
 */

const KINDS = ['read', 'write', 'net', 'env', 'sys', 'run', 'ffi', 'import'] as const;

/** Options that say what the program is, or that only one process can have. */
const OWN = /^--(inspect|watch|check|coverage|no-check$)/;

export function flags(): string[] {
  return ['run', ...(given() ?? permissions())];
}

/** The options before the program's own module; undefined where they cannot be known. */
function given(): string[] | undefined {
  let words: string[];
  try {
    words = process
      .getBuiltinModule('node:fs')
      .readFileSync('/proc/self/cmdline', 'utf8')
      .split('\0')
      .slice(1, -1);
  } catch {
    return undefined;
  }
  if (words[0] !== 'run') return undefined;
  const main = words.findIndex((word, index) => index > 0 && !word.startsWith('-') && isMain(word));
  return main < 0 ? undefined : words.slice(1, main).filter((word) => !OWN.test(word));
}

function isMain(word: string): boolean {
  return (
    word === Deno.mainModule ||
    process.getBuiltinModule('node:url').pathToFileURL(word).href === Deno.mainModule
  );
}

function permissions(): string[] {
  const granted = KINDS.filter((name) => Deno.permissions.querySync({ name }).state === 'granted');
  return granted.length === KINDS.length ? ['--allow-all'] : granted.map((name) => `--allow-${name}`);
}
