/**
 * Two recipes of well-known articles, written afresh in their spirit with the plain WebSocket. Only
 * their times are parameters; what they send and when they give up is theirs.
 */

/** What both count for the test, as a WebSocket would tell it. */
class Recipe {
  onopen = () => {};
  onclose = () => {};
  onerror = () => {};
  onmessage = () => {};

  send(text) {
    this.socket.send(text);
  }
}

/**
 * heartCheck: any message restarts an idle timer; on its expiry `HeartBeat` is sent and a second
 * timer awaits any answer; on the second's expiry the socket is closed, and onclose reconnects.
 */
export class HeartCheck extends Recipe {
  constructor(url, timeout) {
    super();
    this.url = url;
    this.timeout = timeout;
    this.createWebSocket();
  }

  createWebSocket() {
    this.socket = new WebSocket(this.url);
    this.socket.onopen = (event) => {
      this.onopen(event);
      this.reset().start();
    };
    this.socket.onmessage = (event) => {
      this.onmessage(event);
      this.reset().start();
    };
    this.socket.onerror = (event) => {
      this.onerror(event);
      this.reconnect();
    };
    this.socket.onclose = (event) => {
      this.onclose(event);
      this.reconnect();
    };
  }

  /** The lock keeps onerror and onclose from reconnecting twice. */
  reconnect() {
    if (this.lockReconnect) return;
    this.lockReconnect = true;
    setTimeout(() => {
      this.createWebSocket();
      this.lockReconnect = false;
    }, 2_000);
  }

  reset() {
    clearTimeout(this.timer);
    clearTimeout(this.serverTimer);
    return this;
  }

  start() {
    this.timer = setTimeout(() => {
      this.socket.send("HeartBeat");
      this.serverTimer = setTimeout(() => this.socket.close(), this.timeout);
    }, this.timeout);
  }
}

/**
 * The chat room of 2010: from onopen a timer sends `~H#C~` each second where nothing waits to be
 * sent; an answer older than the time-out is an unhealthy connection, which the page shows in red.
 */
export class BeatOfEverySecond extends Recipe {
  healthTimeout = 2_000;

  constructor(url, period) {
    super();
    this.socket = new WebSocket(url);
    this.socket.onopen = (event) => {
      this.onopen(event);
      this.lastAnswer = Date.now();
      setInterval(() => this.beat(), period);
    };
    this.socket.onmessage = (event) => {
      if (event.data === "~H#C~") {
        this.lastAnswer = Date.now();
      }
      this.onmessage(event);
    };
    this.socket.onerror = (event) => this.onerror(event);
    this.socket.onclose = (event) => this.onclose(event);
  }

  beat() {
    if (this.socket.bufferedAmount === 0) {
      this.socket.send("~H#C~");
    }
    if (Date.now() - this.lastAnswer > this.healthTimeout) {
      this.onerror(new Error("the connection is not healthy"));
    }
  }
}
