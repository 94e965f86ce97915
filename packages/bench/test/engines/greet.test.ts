import { expect, test } from 'vitest';
import { greet } from '../../src/engines/greet.ts';
import { plainly } from '../../src/targets/named.ts';
import { nodeTarget } from '../../src/targets/node.ts';

const never = new AbortController().signal;

test('a target that says what it was taken for is no trouble', async () => {
  const { record, trouble } = await greet(nodeTarget({ ...plainly('node'), at: process.execPath }), never);
  expect(trouble).toBe('');
  expect(record.hello).toMatchObject({ runtime: 'node', version: process.versions.node });
});

test('one that is something else is of no use', async () => {
  const node = nodeTarget({ ...plainly('node'), at: process.execPath });
  const { trouble } = await greet({ ...node, kind: 'bun', title: 'Bun' }, never);
  expect(trouble).toBe('it is no Bun, but says that it is node');
});
