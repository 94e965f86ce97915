/** As much of bthreads, which has no types, as is used here. */

declare module 'bthreads' {
  interface Bthreads {
    /** Whether bytes become Buffers when they arrive. */
    bufferify: boolean;
    readonly Pool: new (
      file: string,
      options: { readonly size: number },
    ) => {
      open(): Promise<unknown>;
      call(name: string, args: readonly unknown[], transfer?: readonly ArrayBuffer[]): Promise<unknown>;
    };
    /** In a worker. */
    readonly parent: { hook(name: string, hook: (value: never) => unknown): void };
  }
  const threads: Bthreads;
  export default threads;
}
