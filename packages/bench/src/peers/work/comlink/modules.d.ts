/** The modules of comlink, which are not what it is found under, and have no types of their own. */

declare module 'comlink/dist/esm/comlink.mjs' {
  export { expose, transfer, wrap } from 'comlink';
}

declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { Endpoint } from 'comlink';

  /** Makes an end of a channel of node:worker_threads one of comlink's. */
  export default function nodeEndpoint(end: object): Endpoint;
}
