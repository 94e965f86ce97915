/** By a message to oneself: a timer waits for some milliseconds. */
const { port1, port2 } = new MessageChannel();
const callbacks: (() => void)[] = [];
port1.onmessage = () => callbacks.shift()?.();

export function nextTurn(callback: () => void): void {
  callbacks.push(callback);
  port2.postMessage(0);
}
