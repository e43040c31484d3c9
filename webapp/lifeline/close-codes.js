// @ts-check

/** The codes that the server sends, the same names and numbers as there. */
export const CloseCode = Object.freeze({
  GOING_AWAY: 1001,
  TOO_BIG: 1009,
  INTERNAL_ERROR: 1011,
  TRY_AGAIN_LATER: 1013,
  NO_HEARTBEAT: 4000,
  SLOW_READER: 4001,
  STUCK_SEND: 4002,
  STUCK_HANDLER: 4003,
  INVALID_CHANNEL: 4400,
});

/** What a WebSocket reports where no close frame was seen (RFC 6455, 7.4.1). */
export const ABNORMAL = 1006;

const FINAL_FIRST = 4400;
const FINAL_LAST = 4499;

/**
 * Whether a close code forbids to come back. 1000 is not among them: proxies
 * send it too.
 *
 * @param {number} code
 */
export function isFinal(code) {
  return code >= FINAL_FIRST && code <= FINAL_LAST;
}

/**
 * Throws where `WebSocket.close` would, so that a bad argument fails the same
 * way with and without a live socket.
 *
 * @param {number} code
 * @param {string} reason
 */
export function checkClose(code, reason) {
  if (code !== 1000 && !(code >= 3000 && code <= 4999)) {
    throw new DOMException(`close code ${code}: 1000 or 3000 to 4999 is allowed`, 'InvalidAccessError');
  }
  if (new TextEncoder().encode(reason).length > 123) {
    throw new DOMException('close reason: at most 123 bytes of UTF-8 are allowed', 'SyntaxError');
  }
}
