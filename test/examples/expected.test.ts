import { describe, expect, test } from 'vitest';
import { expectedOf, findFault } from './expected.ts';

const fault = (manner: string, output: string): string | undefined =>
  findFault(expectedOf(`main();\n\n// prints${manner}\n//   one\n//   pid …\n`), output);

describe('what an example says it prints', () => {
  test.each([
    ['', 'one\npid 12\n'],
    [', in any order', 'pid 12\none\n'],
    [', among others', 'zero\none\ntwo\npid 12\n'],
    [', among others and in any order', 'pid 12\nzero\none\n'],
  ])('is what it prints%s', (manner, output) => {
    expect(fault(manner, output)).toBeUndefined();
  });

  test.each([
    ['', 'pid 12\none\n', 'before one: pid 12'],
    ['', 'one\npid 12\nthree\n', 'unexpected: three'],
    ['', 'one\n', 'missing: pid …'],
    ['', 'one\npid \n', 'missing: pid …'],
    ['', 'one\npid 12', 'the last line has no end'],
    [', in any order', 'pid 12\none\none\n', 'unexpected: one'],
    [', among others', 'pid 12\nzero\none\n', 'missing: pid …'],
    [', among others and in any order', 'pid 12\nzero\n', 'missing: one'],
  ])('is not what it prints%s', (manner, output, found) => {
    expect(fault(manner, output)).toBe(found);
  });

  test('may go to the standard error', () => {
    const streams = ['', ' to the standard error, in any order'].map(
      (manner) => expectedOf(`main();\n\n// prints${manner}\n//   one\n`).stream,
    );
    expect(streams).toEqual(['stdout', 'stderr']);
  });

  test('stands at its end', () => {
    expect(() => expectedOf('main();\n')).toThrow('does not end with a block');
    expect(() => expectedOf('// prints\n//   one\nmain();\n')).toThrow('does not end with a block');
    expect(() => expectedOf('// prints\n')).toThrow('does not end with a block');
  });
});
