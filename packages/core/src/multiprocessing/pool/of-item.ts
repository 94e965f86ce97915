import { ScopeError, SerializationError } from '../../errors.ts';

/**
 * An error that says where in a call something is that cannot travel, as one that says where it is in what the caller
 * has given: `args[2][0].lock` of a chunk is `items[12].lock`. `spread`: each item is itself a list of arguments.
 */
export function ofItem(error: unknown, first: number, spread: boolean): unknown {
  if (!(error instanceof SerializationError || error instanceof ScopeError)) return error;
  const match = /^args\[(\d+)\]\[(\d+)\](.*)$/s.exec(error.path ?? '');
  if (match === null) return error;
  const [path, index, argument, rest] = match as unknown as [string, string, string, string];
  const at = `items[${first + Number(index)}]${spread ? `[${argument}]` : ''}${rest}`;
  const message = error.message.replace(path, at);
  return error instanceof ScopeError ? new ScopeError(message, at) : new SerializationError(message, at);
}
