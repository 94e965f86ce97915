import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { root } from './paths.mjs';

/**
 * Runs a command to its end and keeps what it printed; never throws for its failure.
 * `limit` is in milliseconds: a command that outlasts it is killed and reported as failed.
 */
export function run(command, args, { limit = 600_000, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      output += `\nstopped after ${limit / 1000} s`;
      child.kill('SIGKILL');
    }, limit);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, output: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ ok: code === 0, output: output.trim() });
    });
  });
}

/** The environment in which `node` is the pinned one. */
export function pinned(extra = {}) {
  return {
    ...process.env,
    PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
    ...extra,
  };
}

/** The environment without any node_modules/.bin: the Node that it finds is not deleted by an install. */
export function unpinned() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules[\\/]\.bin$/.test(folder));
  return { ...process.env, PATH: path.join(delimiter) };
}

/** The last lines of a command's output, indented, for an error message. */
export function tail(output, lines = 15) {
  return output
    .split('\n')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}

/** The line of a failed command's output that says most: a stack trace ends in lines that say nothing. */
export function lastLine(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !/^at |^\^|^Node\.js v/.test(line));
  return (
    said.findLast((line) => /error|fail|unable|cannot|ENO/i.test(line)) ??
    said.at(-1) ??
    'failed without a word'
  );
}
