/**
 * What an example says it prints: the block of comments at its end.
 *
 * `// prints` is followed by one line each, indented by two more spaces. `in any order`, `among others` and `to the standard
 * error` may stand behind it, and `…` in a line stands for what differs from run to run.
 *
 * @module
 */

export interface Expected {
  readonly lines: readonly string[];
  readonly anyOrder: boolean;
  readonly amongOthers: boolean;
  /** Where. The other stream stays empty. */
  readonly stream: 'stdout' | 'stderr';
}

const BLOCK = /^\/\/ prints(.*)\n((?:\/\/ {3}.*\n)+)$/m;

export function expectedOf(source: string): Expected {
  const block = BLOCK.exec(source);
  if (block === null || block.index + block[0].length !== source.length)
    throw new Error('does not end with a block of comments that begins with "// prints"');
  const [, manner, lines] = block as unknown as [string, string, string];
  return {
    lines: lines
      .trimEnd()
      .split('\n')
      .map((line) => line.slice('//   '.length)),
    anyOrder: manner.includes('in any order'),
    amongOthers: manner.includes('among others'),
    stream: manner.includes('to the standard error') ? 'stderr' : 'stdout',
  };
}

/** What is wrong with an output, in words; undefined where it is as it should be. */
export function findFault({ lines, anyOrder, amongOthers }: Expected, output: string): string | undefined {
  const left = output.split('\n');
  if (left.pop() !== '') return 'the last line has no end';
  let from = 0;
  for (const line of lines) {
    const at = left.findIndex((printed, index) => index >= from && matches(line, printed));
    if (at < 0) return `missing: ${line}`;
    if (!anyOrder && !amongOthers && at !== 0) return `before ${line}: ${left[0]}`;
    left.splice(at, 1);
    if (!anyOrder) from = at;
  }
  return amongOthers || left.length === 0 ? undefined : `unexpected: ${left[0]}`;
}

function matches(expected: string, printed: string): boolean {
  const parts = expected.split('…').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`).test(printed);
}
