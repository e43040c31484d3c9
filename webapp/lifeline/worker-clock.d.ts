import type { Clock } from './lifeline.js';

/**
 * A clock whose timers run in a Web Worker, one for all such clocks of a page; the option `timers: 'worker'`
 * makes one for a Lifeline. Its own `close` gives the worker back. Where the page's Content-Security-Policy
 * forbids it (it needs `worker-src blob:`), and outside of browsers, the page's own timers serve.
 */
export function workerClock(): Clock & { close(): void };
