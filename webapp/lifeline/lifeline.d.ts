/** The codes with which a Lifeline server closes. Those from 4400 to 4499 are final: a Lifeline does not come back. */
export const CloseCode: {
  readonly NORMAL: 1000;
  readonly GOING_AWAY: 1001;
  readonly TOO_BIG: 1009;
  readonly INTERNAL_ERROR: 1011;
  readonly SERVICE_RESTART: 1012;
  readonly TRY_AGAIN_LATER: 1013;
  readonly NO_HEARTBEAT: 4000;
  readonly SLOW_READER: 4001;
  readonly STUCK_SEND: 4002;
  readonly STUCK_HANDLER: 4003;
  readonly HELLO_TIMEOUT: 4008;
  readonly EXPIRED: 4010;
  readonly INVALID_CHANNEL: 4400;
  readonly UNAUTHORIZED: 4401;
  readonly BAD_MESSAGE: 4402;
  readonly KICKED: 4403;
  readonly RESUMED_ELSEWHERE: 4409;
};

/** What `WebSocket.send` takes. */
export type Data = string | ArrayBufferLike | Blob | ArrayBufferView;

export type State = 'connecting' | 'open' | 'checking' | 'waiting' | 'offline' | 'closed';

export interface Status {
  /** `checking`: an answer to a beat is overdue. `offline`: there is no network to try. `closed` is final. */
  readonly state: State;
  /** When `waiting` ends, in the milliseconds of `performance.now()`. */
  readonly due?: number;
  /** How the last connection or attempt ended, in `waiting`, `offline` and `closed`. */
  readonly code?: number;
  readonly reason?: string;
}

export interface HeartbeatOptions {
  /** What is sent. Default `ping`. */
  message?: string;
  /** What comes back and is kept from the application; null where any message is the answer. Default `pong`. */
  answer?: string | null;
  /** By what the server beats: answered at once, and kept from the application. Default null. */
  serverMessage?: string | null;
  /** What that is answered. Default: the same text. */
  serverAnswer?: string | null;
  /** Milliseconds of silence before a beat. Default 5,000. */
  interval?: number;
  /** Milliseconds after which a beat is sent although messages arrive, if nothing was sent meanwhile. Default: two intervals. */
  quiet?: number;
  /** Milliseconds after a beat within which anything must arrive. Default 3,000. */
  timeout?: number;
  /** Milliseconds after a beat before the status is `checking`. Default: a quarter of the time-out. */
  patience?: number;
  /** Milliseconds allowed to the answer when the page has woken up. Default 2,000, or a shorter time-out. */
  probeTimeout?: number;
  /** Milliseconds for which a due beat waits while `bufferedAmount` is not 0. Default: the time-out. */
  maxBuffered?: number;
}

export interface ReconnectOptions {
  /**
   * `exponential`: each delay is drawn from 0 to the smaller of ceiling and base * 2^retry. `fixed`: each
   * delay is the base. A function gives the milliseconds before each retry, from 0. Default `exponential`.
   */
  policy?: 'exponential' | 'fixed' | ((retry: number) => number);
  /** Milliseconds. Default 1,000. */
  base?: number;
  /** Milliseconds; no delay is longer, but those of a function. Default 10,000. */
  ceiling?: number;
  /** Milliseconds an open connection must last before the count of retries starts anew. Default 5,000. */
  stableAfter?: number;
  /** Retries since the last stable connection, after which it is `closed`. Default: no limit. */
  maxRetries?: number;
}

export interface ServersOptions {
  /** Milliseconds for which a server that failed is passed over, if there are others. Default 30,000. */
  coolDown?: number;
  /** Whether a backup is left when an earlier server is there again. Default true. */
  failback?: boolean;
}

/** Exactly one of `query` and `message` says how the token goes to the server. */
export type AuthenticationOptions = {
  /** Asked for every attempt. One that fails, or takes longer than the connect time-out, fails the attempt. */
  token: () => string | Promise<string>;
} & (
  | {
      /** The query parameter that carries it. */
      query: string;
      message?: undefined;
    }
  | {
      /** Makes it the first message after the opening. */
      message: (token: string) => string;
      query?: undefined;
    }
);

export interface QueueOptions {
  /** Default 1,000. */
  maxMessages?: number;
  /** Bytes of payload, text as UTF-8. Default 1 MB (2^20). */
  maxBytes?: number;
}

export interface Clock {
  /** Milliseconds, never running backwards. */
  now(): number;
  setTimeout(task: () => void, millis: number): unknown;
  clearTimeout(handle: any): void;
  /** Called when the Lifeline is closed and its last timer is stopped. */
  close?(): void;
}

/** What is known of the network and of the page's sleep. */
export interface Surroundings {
  /** False only where it is known that there is no network. */
  isOnline(): boolean;
  /** Calls `wake` when there is reason to look at once, `doubt` when the network is said to be gone. Returns what ends it. */
  watch(wake: () => void, doubt: () => void): () => void;
}

export interface LifelineOptions {
  /** Subprotocols. Default none. */
  protocols?: string | string[];
  /** Default `blob`. */
  binaryType?: BinaryType;
  /** Milliseconds from the start of an attempt, its token included, until it is open. Default 6,000. */
  connectTimeout?: number;
  /** False: no beats, and no deadline. */
  heartbeat?: HeartbeatOptions | false;
  reconnect?: ReconnectOptions;
  servers?: ServersOptions;
  authentication?: AuthenticationOptions;
  /** What is sent while no connection is open waits. False: it is refused. */
  queue?: QueueOptions | false;
  /** `worker`: timers run in a Web Worker, where one can be made; those of hidden pages are slowed down. Default `page`. */
  timers?: 'page' | 'worker';
  /** The constructor of sockets, where there is no global one. */
  WebSocket?: new (url: string, protocols?: string | string[]) => any;
  /** Instead of the page's. */
  clock?: Clock;
  /** Numbers from 0 up to 1. Default `Math.random`. */
  random?: () => number;
  /** Instead of the page's. */
  surroundings?: Surroundings;
}

export interface LifelineEventMap {
  /** A connection has opened, the first or another. */
  open: Event;
  message: MessageEvent;
  /** A connection or an attempt failed; `status` says why. */
  error: Event;
  /** An open connection ended; and, with the status `closed`, all of it. */
  close: CloseEvent;
  /** Each change; the detail is the new status. */
  status: CustomEvent<Status>;
  /** The detail is the round trip of a beat in milliseconds. */
  rtt: CustomEvent<number>;
}

/**
 * A WebSocket connection that knows when it is dead, and comes back; a drop-in for `WebSocket`.
 *
 * What was handed to a connection that then dies may be lost, as with any WebSocket: what must not be lost
 * needs an acknowledgement of the application's.
 */
export class Lifeline extends EventTarget {
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSING: 2;
  static readonly CLOSED: 3;

  /**
   * Connects, as `new WebSocket` does.
   *
   * @param urls one server, or several in the order of preference
   * @param options or the subprotocols alone, as for WebSocket
   * @throws DOMException SyntaxError for a URL that is none of a WebSocket's
   * @throws RangeError, TypeError for an option that cannot work, by its name
   */
  constructor(urls: string | URL | (string | URL)[], options?: LifelineOptions | string | string[]);

  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;

  onopen: ((this: Lifeline, event: Event) => any) | null;
  onmessage: ((this: Lifeline, event: MessageEvent) => any) | null;
  onclose: ((this: Lifeline, event: CloseEvent) => any) | null;
  onerror: ((this: Lifeline, event: Event) => any) | null;

  /** Of the server in use or tried; between attempts of the next one. It shows no token. */
  readonly url: string;
  readonly status: Status;
  /** 1 while a connection is open; 3 when closed for good; 0 in between, also between two connections. */
  readonly readyState: 0 | 1 | 3;
  readonly protocol: string;
  readonly extensions: string;
  binaryType: BinaryType;
  /** Bytes of the socket's buffer and of the queue. */
  readonly bufferedAmount: number;
  /** The last round trip of a beat in milliseconds; null before the first. */
  readonly rtt: number | null;
  /** When anything last arrived, in the milliseconds of `performance.now()`; the start before that. */
  readonly lastHeard: number;
  /** Retries since the last stable connection. */
  readonly retries: number;

  /**
   * Sends at once, or as soon as a connection is open and its `open` listeners have run.
   *
   * @throws DOMException QuotaExceededError where the queue is full
   * @throws DOMException InvalidStateError when closed, and without a queue unless a connection is open
   */
  send(data: Data): void;

  /**
   * Ends everything at once and for good: no timer, no socket, and what waits is dropped.
   *
   * @param code 1000 (the default) or 3000 to 4999
   * @param reason of at most 123 bytes as UTF-8
   * @throws DOMException InvalidAccessError, SyntaxError for what `WebSocket.close` refuses
   */
  close(code?: number, reason?: string): void;

  /** Tries at once: ends a wait, or replaces a connection that is open. */
  reconnect(): void;

  addEventListener<K extends keyof LifelineEventMap>(
    type: K,
    listener: (this: Lifeline, event: LifelineEventMap[K]) => any,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof LifelineEventMap>(
    type: K,
    listener: (this: Lifeline, event: LifelineEventMap[K]) => any,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}
