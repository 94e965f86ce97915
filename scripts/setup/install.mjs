import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pinned, run, tail, unpinned } from './command.mjs';
import { bin, recall, remember, root } from './paths.mjs';
import { SetupError, say, step } from './say.mjs';

const stamp = 'installed';

/** Installs from the lock file unless exactly that is installed already. Says whether it did anything. */
export async function installFromLock() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).update(process.platform).update(process.arch).digest('hex');
  if (recall(stamp) === hash) return false;

  const reason = whyNotInstalled(JSON.parse(lock.toString()));
  if (reason) {
    const result = await step(`installing from package-lock.json, because ${reason}`, npmCi);
    if (!result.ok) throw new SetupError(explain(result.output));
  }
  await checkRuntimes();
  remember(stamp, hash);
  return true;
}

/** Compares the lock file with the record that npm keeps of what it installed. */
function whyNotInstalled(lock) {
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  } catch {
    return 'nothing is installed yet';
  }
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || wanted.link || !path.includes('node_modules/') || wanted.optional || wanted.peer)
      continue;
    if (installed[path]?.version !== wanted.version) {
      const name = path.replace(/^.*node_modules\//, '');
      return `${name} ${wanted.version} is locked and ${installed[path]?.version ?? 'none'} is installed`;
    }
  }
  return undefined;
}

function npmCi() {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const options = { env: unpinned() };
  if (npm && node && npm.endsWith('.js')) return run(node, [npm, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

function explain(output) {
  const detail = `npm said:\n${tail(output)}`;
  if (/EUSAGE|in sync/.test(output)) {
    return `package.json and package-lock.json do not agree: run \`npm install\` and commit the lock file. ${detail}`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(output)) {
    return `the npm registry cannot be reached: check the network or the registry in your .npmrc. ${detail}`;
  }
  if (/ENOSPC/.test(output)) return `the disk is full. ${detail}`;
  return `npm could not install the packages. ${detail}`;
}

/** Nothing works without the pinned Node; a missing Deno or Bun is a column less, and said so. */
async function checkRuntimes() {
  const names = ['node', 'deno', 'bun'];
  const results = await Promise.all(
    names.map((name) => run(bin(name), ['--version'], { env: pinned(), limit: 30_000 })),
  );
  for (const [index, name] of names.entries()) {
    const { ok, output } = results[index];
    if (ok) continue;
    const message = `the pinned ${name} does not run on ${process.platform} ${process.arch}:\n${tail(output, 5)}`;
    if (name === 'node') throw new SetupError(message);
    say(`${message}\n  Everything goes on without it.`);
  }
  const version = (index) =>
    results[index].ok ? results[index].output.match(/\d+\.\d+\.\d+/)?.[0] : 'missing';
  say(`runtimes: ${names.map((name, index) => `${name} ${version(index)}`).join(', ')}`);
}
