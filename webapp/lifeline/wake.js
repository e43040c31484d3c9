// @ts-check

/**
 * What the page knows of its network and of its own sleep.
 *
 * @typedef {object} Surroundings
 * @property {() => boolean} isOnline false only where it is known that there is no network
 * @property {(wake: () => void, doubt: () => void) => () => void} watch calls `wake` when there is reason to
 *     look at once: the network returned, or the page is seen again; and `doubt` when the network is said to
 *     be gone, which is not always true. Returns what ends it.
 */

/**
 * Those of a page, or of a worker, which hears of the network alone. Outside of
 * browsers nothing is known, and nothing happens.
 *
 * @type {Surroundings}
 */
export const surroundings = Object.freeze({
  isOnline: () => globalThis.navigator?.onLine !== false,

  watch(wake, doubt) {
    const page = globalThis.document;
    const ended = new AbortController();
    const on = (/** @type {EventTarget} */ target, /** @type {string[]} */ types, /** @type {() => void} */ task) =>
      types.forEach((type) => target?.addEventListener?.(type, task, { signal: ended.signal }));
    on(globalThis, ['online', 'pageshow', 'focus'], wake);
    on(globalThis, ['offline'], doubt);
    on(page, ['resume'], wake);
    on(page, ['visibilitychange'], () => page.visibilityState === 'visible' && wake());
    return () => ended.abort();
  },
});
