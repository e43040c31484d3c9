// @ts-check

/**
 * Calls `wake` when the page has reason to doubt its connection, or to hope for
 * one: the network returned, or the page is seen again. Outside a browser
 * nothing happens.
 *
 * @param {() => void} wake
 * @returns {() => void} ends it
 */
export function onWake(wake) {
  const page = globalThis.document;
  if (!page) {
    return () => {};
  }
  const seen = () => {
    if (page.visibilityState === 'visible') {
      wake();
    }
  };
  globalThis.addEventListener('online', wake);
  page.addEventListener('visibilitychange', seen);
  return () => {
    globalThis.removeEventListener('online', wake);
    page.removeEventListener('visibilitychange', seen);
  };
}
