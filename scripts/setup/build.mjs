import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pinned, run, tail } from './command.mjs';
import { bin, recall, remember, root } from './paths.mjs';
import { SetupError, step } from './say.mjs';

const stamp = 'built';

/** Builds the packages whose sources changed. Says whether it did anything. */
export async function buildWhatChanged() {
  const { hash, outputs } = sources();
  const missing = outputs.find((path) => !existsSync(join(root, path)));
  if (!missing && recall(stamp) === hash) return false;

  const why = missing ? `${missing} is not there` : 'sources changed since the last build';
  const env = pinned({ TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', FORCE_COLOR: '0' });
  const result = await step(`building, because ${why}`, () =>
    run(bin('turbo'), ['run', 'build', '--output-logs=errors-only'], { env }),
  );
  if (!result.ok) throw new SetupError(`the build failed. It said:\n${tail(result.output, 40)}`);
  linkCommand();
  remember(stamp, hash);
  return true;
}

/** A hash over everything that a build reads, and of the files that it writes those that somebody asks for by name. */
function sources() {
  const hash = createHash('sha256');
  const outputs = [];
  const read = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  const walk = (folder, visit) => {
    if (!existsSync(join(root, folder))) return;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.isDirectory()) walk(`${folder}/${entry.name}`, visit);
      else visit(`${folder}/${entry.name}`);
    }
  };
  for (const file of ['package-lock.json', 'turbo.json', 'scripts/build.ts']) read(file);
  walk('scripts/lib', read);
  for (const name of readdirSync(join(root, 'packages'))) {
    if (!existsSync(join(root, 'packages', name, 'package.json'))) continue;
    read(`packages/${name}/package.json`);
    walk(`packages/${name}/src`, read);
    const { exports = {}, bin = {} } = JSON.parse(
      readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'),
    );
    const asked = [...Object.values(exports).map((one) => one.default), ...Object.values(bin)];
    outputs.push(...asked.filter(Boolean).map((path) => join('packages', name, path)));
  }
  return { hash: hash.digest('hex'), outputs };
}

/** npm links a workspace's command only if its file exists when npm installs, and it is built afterwards. */
function linkCommand() {
  const link = join(root, 'node_modules', '.bin', 'interleave');
  const exists = lstatSync(link, { throwIfNoEntry: false });
  if (!exists && process.platform !== 'win32') symlinkSync('../../packages/bench/dist/cli/main.js', link);
}
