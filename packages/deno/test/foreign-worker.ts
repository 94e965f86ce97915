/** A worker that the library does not start. */
import { serveForeign } from '@interleave/core/testing/foreign';

const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: unknown }) => void;
  postMessage(message: unknown, transfer: readonly object[]): void;
};

const serve = serveForeign(
  (message) => scope.postMessage(message, []),
  () => import('@interleave/deno'),
);
scope.onmessage = ({ data }) => void serve(data);
