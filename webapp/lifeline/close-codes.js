// @ts-check

/** The codes that the server sends, the same names and numbers as there. */
export const CloseCode = /* @__PURE__ */ Object.freeze({
  NORMAL: 1000,
  GOING_AWAY: 1001,
  TOO_BIG: 1009,
  INTERNAL_ERROR: 1011,
  SERVICE_RESTART: 1012,
  TRY_AGAIN_LATER: 1013,
  NO_HEARTBEAT: 4000,
  SLOW_READER: 4001,
  STUCK_SEND: 4002,
  STUCK_HANDLER: 4003,
  HELLO_TIMEOUT: 4008,
  EXPIRED: 4010,
  INVALID_CHANNEL: 4400,
  UNAUTHORIZED: 4401,
  BAD_MESSAGE: 4402,
  KICKED: 4403,
  RESUMED_ELSEWHERE: 4409,
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

/** With these a server may say when to come back. */
const WITH_RETURN_TIME = [1001, 1012, 1013];

/** In ms, 10 minutes: no server sends anybody away for longer. */
const LONGEST_RETURN_TIME = 600_000;

/**
 * The time after which the server wants to see the client again, in ms.
 *
 * @param {{code: number, reason: string}} end
 * @returns {number | null} null where it named none
 */
export function returnTime({ code, reason }) {
  const time = WITH_RETURN_TIME.includes(code) && /retry in (\d+) ms/.exec(reason);
  return time ? Math.min(Number(time[1]), LONGEST_RETURN_TIME) : null;
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
  if (new Blob([reason]).size > 123) {
    throw new DOMException('close reason: at most 123 bytes of UTF-8 are allowed', 'SyntaxError');
  }
}
