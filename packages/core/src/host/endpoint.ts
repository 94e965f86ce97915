/**
 * One end of a channel between two agents, the same over every runtime's MessagePort.
 *
 * @module
 */

export interface Endpoint {
  post(message: unknown, transfer?: readonly object[]): void;
  /** Sets the one receiver; messages that came before are delivered then. */
  receive(listener: (message: unknown) => void): void;
  close(): void;
}

/** The MessagePort of node:worker_threads, which Deno and Bun have too: its listeners can be let go of. */
export interface NodePort {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown, transfer?: readonly object[]): void;
  unref(): void;
  close(): void;
}

/**
 * An endpoint over a node:worker_threads port that keeps nothing alive: what keeps a program or a worker alive is
 * counted, not implied by an open channel.
 */
export function nodeEndpoint(port: NodePort): Endpoint {
  return {
    post: (message, transfer) => port.postMessage(message, transfer ?? []),
    receive: (listener) => {
      port.on('message', listener);
      port.unref();
    },
    close: () => port.close(),
  };
}

/** An endpoint over the MessagePort of the web. */
export function webEndpoint(port: MessagePort): Endpoint {
  return {
    post: (message, transfer) => port.postMessage(message, transfer ?? []),
    receive: (listener) => {
      port.onmessage = (event) => listener(event.data);
    },
    close: () => port.close(),
  };
}
