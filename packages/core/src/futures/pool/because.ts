/** The options of an error that may have a cause. */
export function because(cause: unknown): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause };
}
