import { expect, test } from 'vitest';
import threadApi from '../../src/scenarios/03-threading-models/thread-api.ts';
import { read } from './read.ts';

test.each([
  [{ missing: [], undocumented: [] }, 'as documented: always'],
  [{ missing: ['Timer'], undocumented: [] }, 'names are missing: never'],
  [{ missing: [], undocumented: ['secret'] }, 'undocumented names: never'],
])('%o is %s', (seen, key) => {
  expect(read(threadApi, 'main', seen)).toBe(key);
});
