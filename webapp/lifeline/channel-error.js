// @ts-check

/** Why a message was not published, or a channel ended. */
export class ChannelError extends Error {
  /**
   * @param {string} reason the server's, or one of `unknown-outcome`, `message-too-big` and `closed`
   * @param {string} [detail]
   */
  constructor(reason, detail) {
    super(detail ? `${reason}: ${detail}` : reason);
    this.name = 'ChannelError';
    this.reason = reason;
  }
}
