import type { LifelineOptions, QueueOptions, Status } from './lifeline.js';

/** What may be published. */
export type Payload = string | ArrayBuffer | ArrayBufferView;

/** How far a channel was heard. Offsets of different epochs have nothing to do with each other. */
export interface Position {
  readonly epoch: string;
  /** Counts the messages of the channel in this epoch: 1, 2, 3 and so on. */
  readonly offset: number;
}

export interface Member {
  readonly identity?: string;
  /** A public name of its session, from which nobody can resume. */
  readonly session: string;
}

export interface ChannelMessage {
  /** A text as it is, bytes as a `Uint8Array`. */
  readonly data: string | Uint8Array;
  /** The publisher's identity, where it has one. */
  readonly from?: string;
  readonly offset: number;
}

export interface ChannelOptions {
  /** How many of the last messages come first, as far as they are kept: 0 to 1,000,000. Default 0. */
  history?: number;
  /** Whether to be a member of the channel, and to be told the others. Default false. */
  presence?: boolean;
}

/** Those of a Lifeline, but the subprotocol, which is `lifeline.v1`; and who says hello. */
export interface ChannelLineOptions extends Omit<LifelineOptions, 'protocols' | 'binaryType' | 'queue'> {
  /** What a client without credentials wants to be called: 1 to 128 characters. */
  name?: string;
  /**
   * The credentials for the application's `Authenticator`, asked for at every connection and before they
   * expire. Where it fails, `error` is told, and after the connect time-out comes the next attempt.
   */
  token?: () => string | undefined | Promise<string | undefined>;
  /** Bounds of the messages that were published and not sent yet. */
  queue?: QueueOptions;
}

/** Why a message was not published, or a channel ended. */
export class ChannelError extends Error {
  constructor(reason: string, detail?: string);

  /**
   * The server's: `forbidden`, `vetoed`, `unavailable`, `invalid-channel`, `already-subscribed`,
   * `too-many-subscriptions`. Or of a publish: `unknown-outcome`, where the session was lost after it had been
   * sent; `message-too-big`; `closed`, of a channel too: the line has ended, and the message says why.
   */
  readonly reason: string;
}

export interface ChannelEventMap {
  /** A message, once and in order: see `ChannelMessage`. */
  message: MessageEvent<string | Uint8Array> & ChannelMessage;
  /**
   * The server says from where it goes on: at first, on every further connection, and after a gap. Messages up to
   * `last`, the history for one, were published before; it is the position where there are none.
   */
  subscribed: CustomEvent<{ readonly position: Position; readonly last: Position; readonly recovered?: boolean }>;
  /** After `subscribed`: nothing was missed, and what was said meanwhile, after `from` up to `to`, follows as messages. */
  recovered: CustomEvent<{ readonly from: Position; readonly to: Position }>;
  /** After `subscribed`: what is between the two positions is lost, and it goes on from the second. */
  gap: CustomEvent<{ readonly from: Position; readonly to: Position }>;
  /** Who came and who left; `members` is up to date. */
  presence: CustomEvent<{ readonly joined: readonly Member[]; readonly left: readonly Member[] }>;
  /** The server does not serve the channel. With `unavailable` it is asked again; else the channel has ended. */
  refused: CustomEvent<{ readonly reason: string }>;
}

/**
 * A channel of a `ChannelLine`, subscribed to until it is closed.
 *
 * Each `for await` reads all its messages: the first one from the beginning, unless a listener of `message` was
 * there before it, any other from now on. At most 1,000 messages wait for a reader: after them it gets a
 * QuotaExceededError. `close` ends the loop; a refusal, and the end of the line by anybody else, is thrown in it.
 */
export interface Channel extends EventTarget, AsyncIterable<ChannelMessage> {
  readonly name: string;
  /** Of the last message; null before the first `subscribed`. */
  readonly position: Position | null;
  /** Who is there, this client included, where `presence` was asked for; else empty. */
  readonly members: readonly Member[];

  /** As `ChannelLine.publish`, to this channel, closed or not. */
  publish(data: Payload): Promise<Position | null>;

  /** Leaves the channel. */
  close(): void;

  addEventListener<K extends keyof ChannelEventMap>(
    type: K,
    listener: (this: Channel, event: ChannelEventMap[K]) => any,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ChannelEventMap>(
    type: K,
    listener: (this: Channel, event: ChannelEventMap[K]) => any,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What the server says of the session. */
export interface Welcome {
  /** Whether it is the one that was there before; if not, publishes may have an unknown outcome. */
  readonly resumed: boolean;
  readonly identity?: string;
  /** Milliseconds until the credentials expire. */
  readonly expiresIn?: number;
  /** Milliseconds for which the session outlives a connection. */
  readonly resumeWindow: number;
}

export interface ChannelLineEventMap {
  /** As of a Lifeline: each change; the detail is the new status. */
  status: CustomEvent<Status>;
  /** As of a Lifeline: the round trip of a beat in milliseconds. */
  rtt: CustomEvent<number>;
  /** The session is there, new or resumed, or has new credentials. */
  welcome: CustomEvent<Welcome>;
  /** The credentials, or the page's HttpSession, expire in so many milliseconds. `token` is asked for new ones. */
  expiring: CustomEvent<{ readonly in: number }>;
  /** The server is about to stop; it wants to see the client again in so many milliseconds. */
  draining: CustomEvent<{ readonly retryIn: number }>;
  /**
   * Something failed that is not final. `unavailable`: at the server. `no-token`: the provider. `bad-message`: the
   * server broke the protocol. The line connects anew, and if that happens again within a minute, it ends with 3002.
   */
  error: CustomEvent<{ readonly reason: string; readonly detail?: string }>;
  /** The end of it all, with its code and reason; the ends of single connections are told by `status`. */
  close: CloseEvent;
}

/**
 * Many channels over one connection to a Lifeline server, by its subprotocol `lifeline.v1`. Over all breaks,
 * each message that was acknowledged is stored once, and each channel is heard in order, once, and without a
 * hole that is not told.
 */
export class ChannelLine extends EventTarget {
  /**
   * Connects.
   *
   * @param urls one server, or several in the order of preference; the channel in the path plays no part
   * @throws as the constructor of Lifeline
   */
  constructor(urls: string | URL | (string | URL)[], options?: ChannelLineOptions);

  /** As of a Lifeline. */
  readonly status: Status;
  /** As of a Lifeline. */
  readonly rtt: number | null;

  /**
   * Subscribes to a channel: now, and again on every connection. While it is open, the same name gives the same
   * object, whatever the options.
   *
   * @param name 1 to 128 letters, digits, `-`, `_`, `.` and `:`
   * @throws TypeError for another name or history
   * @throws DOMException InvalidStateError when closed
   */
  channel(name: string, options?: ChannelOptions): Channel;

  /**
   * Publishes to a channel, subscribed to or not: at once, or as soon as there is a session. What breaks in
   * between is sent again, and stored once.
   *
   * @returns the position at which it was stored; null where the server does not remember it any more. Rejected
   *     with a ChannelError where it was not stored, or nobody knows; with a DOMException QuotaExceededError
   *     where no more may wait; with a TypeError for a name or data that cannot be.
   */
  publish(channel: string, data: Payload): Promise<Position | null>;

  /** Tries at once: ends a wait, or replaces a connection that is open. */
  reconnect(): void;

  /**
   * Ends the session and everything for good. The server is told, and has 2 s for its answer. What was not
   * acknowledged by then is rejected, and nobody knows whether what was sent of it is stored.
   */
  close(): void;

  addEventListener<K extends keyof ChannelLineEventMap>(
    type: K,
    listener: (this: ChannelLine, event: ChannelLineEventMap[K]) => any,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ChannelLineEventMap>(
    type: K,
    listener: (this: ChannelLine, event: ChannelLineEventMap[K]) => any,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}
