// @ts-check

const encoder = new TextEncoder();

/**
 * A switch between the page and its real sockets. While cut, nothing leaves and
 * nothing arrives, and new sockets hang in CONNECTING. A socket that lived
 * through a cut stays dead for ever, as over a cut cable; the real one below it
 * is left to the server, and `ghost` events tell when the server ended it.
 */
export class DeadNetwork extends EventTarget {
  #cut = false;
  /** @type {Set<DeadNetworkSocket>} whose real socket has not ended */
  #sockets = new Set();

  get isCut() {
    return this.#cut;
  }

  /** The constructor to use instead of the browser's own. */
  get WebSocket() {
    const network = this;
    return /** @type {typeof WebSocket} */ (
      /** @type {unknown} */ (
        class extends DeadNetworkSocket {
          /**
           * @param {string} url
           * @param {string | string[]} [protocols]
           */
          constructor(url, protocols = []) {
            super(network.#cut ? null : new WebSocket(url, protocols), url);
            network.#watch(this);
          }
        }
      )
    );
  }

  /** @returns {DeadNetworkSocket[]} the ghosts this cut made: open on the server, dead to the page */
  cut() {
    this.#cut = true;
    return [...this.#sockets].filter((socket) => socket.sever());
  }

  restore() {
    this.#cut = false;
  }

  /** @param {DeadNetworkSocket} socket */
  #watch(socket) {
    if (socket.real) {
      this.#sockets.add(socket);
      socket.real.addEventListener('close', ({ code, reason }) => {
        this.#sockets.delete(socket);
        if (socket.severed) {
          this.dispatchEvent(new CustomEvent('ghost', { detail: { socket, code, reason } }));
        }
      });
    }
  }
}

/** The part of the WebSocket interface that the client uses. */
export class DeadNetworkSocket extends EventTarget {
  /** @type {WebSocket | null} null where the network was dead from the start */
  real;
  severed = false;
  /** When something last went out, on the clock of `performance.now()`. */
  lastSent = performance.now();
  /** @type {number | null} what the page believes once the line is cut */
  #frozenState = null;
  #unsent = 0;
  #url;

  /**
   * @param {WebSocket | null} real
   * @param {string} url
   */
  constructor(real, url) {
    super();
    this.real = real;
    this.#url = url;
    this.severed = real === null;
    this.#frozenState = real === null ? WebSocket.CONNECTING : null;
    real?.addEventListener('open', () => {
      this.lastSent = performance.now();
      this.#pass(new Event('open'));
    });
    real?.addEventListener('message', ({ data, origin }) => this.#pass(new MessageEvent('message', { data, origin })));
    real?.addEventListener('error', () => this.#pass(new Event('error')));
    real?.addEventListener('close', ({ code, reason, wasClean }) =>
      this.#pass(new CloseEvent('close', { code, reason, wasClean })),
    );
  }

  get url() {
    return this.real?.url ?? this.#url;
  }

  get protocol() {
    return this.real?.protocol ?? '';
  }

  get readyState() {
    return this.#frozenState ?? this.real?.readyState ?? WebSocket.CLOSED;
  }

  get bufferedAmount() {
    return this.severed ? this.#unsent : (this.real?.bufferedAmount ?? 0);
  }

  get binaryType() {
    return this.real?.binaryType ?? 'blob';
  }

  set binaryType(type) {
    if (this.real) {
      this.real.binaryType = type;
    }
  }

  /** @param {string | ArrayBuffer} data */
  send(data) {
    if (this.severed) {
      this.#unsent += typeof data === 'string' ? encoder.encode(data).length : data.byteLength;
    } else {
      this.lastSent = performance.now();
      this.real?.send(data);
    }
  }

  /**
   * @param {number} [code]
   * @param {string} [reason]
   */
  close(code, reason) {
    if (this.severed) {
      this.#frozenState = WebSocket.CLOSING;
    } else {
      this.real?.close(code, reason);
    }
  }

  /** @returns {boolean} whether a live socket was cut just now */
  sever() {
    if (this.severed) {
      return false;
    }
    this.#frozenState = this.readyState;
    this.severed = true;
    return true;
  }

  /** @param {Event} event */
  #pass(event) {
    if (!this.severed) {
      this.dispatchEvent(event);
    }
  }
}
