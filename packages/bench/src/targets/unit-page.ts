/**
 * The entry module of a unit in a page: one WebSocket brings the order and takes the events.
 *
 * @module
 */

import { capabilities } from '@interleave/browser';
import {
  carryOut,
  uncaught,
  type UnitEnvironment,
  type UnitEvent,
  type UnitOrder,
} from '@interleave/core/scenario';

const socket = new WebSocket(new URL(`./socket${location.search}`, location.href.replace(/^http/, 'ws')));
/** By what only its own user agent says; Chromium's names WebKit and Safari too. */
const AGENTS = [
  ['firefox', /Firefox\/([\d.]+)/],
  ['chromium', /Chrom(?:e|ium)\/([\d.]+)/],
  ['webkit', /Version\/([\d.]+)/],
] as const;
const [runtime = 'browser', version = navigator.userAgent] = AGENTS.flatMap(([name, pattern]) => {
  const found = pattern.exec(navigator.userAgent)?.[1];
  return found === undefined ? [] : [name, found];
});
const environment: UnitEnvironment = { runtime, version, capabilities, send: (line) => socket.send(line) };

addEventListener('error', (event) => uncaught(event.error ?? event.message, environment));
addEventListener('unhandledrejection', (event) => uncaught(event.reason, environment));

socket.addEventListener(
  'message',
  ({ data }) => {
    if (crossOriginIsolated) void carryOut(JSON.parse(String(data)) as UnitOrder, environment);
    else refuse();
  },
  { once: true },
);

function refuse(): void {
  const message =
    'The page is not cross-origin isolated, so it has no shared memory: it must be served with ' +
    'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp';
  const error = { name: 'IsolationError', message, stack: '' };
  const events: UnitEvent[] = [
    { type: 'error', at: 0, phase: 'load', error },
    { type: 'end', at: 0 },
  ];
  for (const event of events) environment.send(JSON.stringify(event));
}
