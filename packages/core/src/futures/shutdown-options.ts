import type { ShutdownOptions } from './executor.ts';

type Name = keyof ShutdownOptions;

/** How to shut down, checked: what is misunderstood here would wait for what should be cancelled, or the other way. */
export function shutdownOptionsOf(
  options: ShutdownOptions | undefined,
  names: readonly Name[],
): Required<ShutdownOptions> {
  const given: unknown = options ?? {};
  if (typeof given !== 'object' || options === null) {
    throw new TypeError(`Cannot shut down: it takes an options object, received ${kindOf(options)}`);
  }
  for (const [name, value] of Object.entries(given as object)) {
    if (!names.includes(name as Name)) {
      throw new TypeError(`Cannot shut down: it has the options ${names.join(' and ')}, received ${name}`);
    }
    if (value !== undefined && typeof value !== 'boolean') {
      throw new TypeError(`Cannot shut down: ${name} must be true or false, received ${kindOf(value)}`);
    }
  }
  const { wait = true, cancelFutures = false } = given as ShutdownOptions;
  return { wait, cancelFutures };
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
