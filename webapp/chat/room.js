// @ts-check
import { ChannelLine } from '../lifeline/channels.js';
import { CatchUp } from './catch-up.js';
import { PresenceNews } from './members.js';
import { sentence } from './members-view.js';
import { decode } from './messages.js';
import { OwnMessages } from './own-messages.js';
import { channelUrl } from './settings.js';
import { draining, duration, ending, endOf, expiring, gap, messages, refusal, resumption, trouble } from './words.js';

/** So many of the last messages are shown to who joins. */
const HISTORY = 50;

/**
 * @typedef {object} RoomParts
 * @property {import('./log-view.js').LogView} log
 * @property {import('./state-view.js').StateView} state
 * @property {import('./session-view.js').SessionView} session
 * @property {import('./members-view.js').MembersView} members
 * @property {import('./end-notice.js').EndNotice} notice
 * @property {import('./rtt-plot.js').RttPlot} plot
 * @property {import('./timeline.js').Timeline} timeline
 *
 * @typedef {import('./messages.js').ChatMessage} ChatMessage
 * @typedef {import('../lifeline/channels.js').Position} Position
 * @typedef {import('../lifeline/channels.js').Welcome} Welcome
 */

/** One person in one room: a ChannelLine with one channel, and what the page shows of them. */
export class Room {
  #name;
  #room;
  #parts;
  #line;
  #channel;
  #own;
  #news;
  #catchUp;
  /** By which the server knows this page: the name, or the container's principal. */
  #identity;
  /** @type {Welcome | null} the last one */
  #welcome = null;
  /** Whether the history has been shown. */
  #hasJoined = false;
  /** Whether a connection is open. */
  #isLive = false;
  /** From the loss of a connection until all that was missed is told. */
  #isAway = false;
  /** Whether the room is over, by whomever. */
  #isOver = false;
  /** When anything was last told, on the clock of `performance.now()`. */
  #lastHeard = performance.now();

  /**
   * @param {string} name
   * @param {string} room
   * @param {RoomParts} parts
   * @param {import('../lifeline/channels.js').ChannelLineOptions} options
   */
  constructor(name, room, parts, options) {
    this.#name = this.#identity = name;
    this.#room = room;
    this.#parts = parts;
    this.#line = new ChannelLine(channelUrl(room), { ...options, name });
    this.#channel = this.#line.channel(room, { history: HISTORY, presence: true });
    this.#own = new OwnMessages(this.#channel, parts.log);
    this.#news = new PresenceNews((news) => parts.log.note(...sentence(news)));
    this.#catchUp = new CatchUp((kept) => (this.#hasJoined ? this.#caughtUp(kept) : this.#joined(kept)));
    parts.state.show(this.#line.status);
    this.#listenToLine();
    this.#listenToChannel();
  }

  reconnect() {
    this.#line.reconnect();
  }

  leave() {
    this.#isOver = true;
    this.#news.stop();
    this.#line.close();
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it was taken
   */
  say(text) {
    if (this.#isOver) {
      return false;
    }
    this.#own.say(this.#name, text);
    return true;
  }

  #listenToLine() {
    const { log, plot } = this.#parts;
    const line = this.#line;
    line.addEventListener('status', ({ detail }) => this.#changed(detail));
    line.addEventListener('rtt', ({ detail }) => {
      this.#heard();
      plot.add(detail);
    });
    line.addEventListener('welcome', ({ detail }) => this.#welcomed(detail));
    line.addEventListener('draining', ({ detail }) => log.note(draining(detail.retryIn)));
    line.addEventListener('expiring', ({ detail }) => log.note(expiring(detail.in)));
    line.addEventListener('error', ({ detail }) => log.note(trouble(detail.reason)));
    line.addEventListener('close', ({ code, reason }) => this.#closed(code, reason));
  }

  #listenToChannel() {
    const channel = this.#channel;
    channel.addEventListener('subscribed', ({ detail }) => this.#subscribed(detail.position, detail.count));
    channel.addEventListener('recovered', ({ detail }) => this.#recovered(detail.from, detail.count));
    channel.addEventListener('gap', ({ detail }) => this.#gap(detail.from, detail.to));
    channel.addEventListener('message', ({ data, from, offset }) => this.#received(data, from, offset));
    channel.addEventListener('presence', () => this.#showMembers());
    channel.addEventListener('refused', ({ detail }) => this.#refused(detail.reason));
  }

  /** @param {import('../lifeline/lifeline.js').Status} status */
  #changed(status) {
    const wasLive = this.#isLive;
    this.#isLive = status.state === 'open' || status.state === 'checking';
    if (!this.#isOver) {
      this.#parts.state.show(status);
      if (wasLive && !this.#isLive) {
        this.#lost(status);
      }
    }
  }

  /** @param {import('../lifeline/lifeline.js').Status} status */
  #lost({ state, code, reason = '' }) {
    const { members, plot, session, timeline } = this.#parts;
    this.#isAway = this.#welcome !== null;
    plot.dead(this.#lastHeard);
    if (code === undefined) {
      timeline.lost('no answer');
    } else {
      timeline.lost(ending(code, reason), state === 'closed' ? endOf(code, reason).state : undefined);
    }
    members.current(false);
    if (this.#welcome) {
      session.say(`The server keeps the session for ${duration(this.#welcome.resumeWindow)}`);
    }
  }

  /** @param {Welcome} welcome */
  #welcomed(welcome) {
    const { plot, timeline } = this.#parts;
    this.#heard();
    this.#identity = welcome.identity ?? this.#name;
    this.#welcome = welcome;
    plot.alive();
    timeline.back();
  }

  /**
   * @param {Position} position
   * @param {number} count of the messages that were there before
   */
  #subscribed(position, count) {
    this.#parts.members.current(true);
    this.#parts.session.at(position);
    this.#showMembers();
    if (!this.#hasJoined && this.#catchUp.isOver) {
      this.#catchUp.begin(position.offset, position.offset + count);
    }
  }

  /** @param {ChatMessage[]} history */
  #joined(history) {
    const { log, session } = this.#parts;
    this.#hasJoined = true;
    this.#isAway = false;
    if (history.length > 0) {
      log.earlier(history);
    }
    log.note(`You are in ${this.#room}. Whoever opens this page’s address is there too.`);
    const earlier = history.length === 1 ? '1 earlier message' : `${history.length} earlier messages`;
    session.say(history.length > 0 ? `Session begun, ${earlier}` : 'Session begun');
  }

  /**
   * @param {Position} from
   * @param {number} count of the messages that were missed
   */
  #recovered(from, count) {
    // Else it is a hole that was asked for again, and nobody was away.
    if (this.#isAway || !this.#catchUp.isOver) {
      this.#catchUp.begin(from.offset, from.offset + count);
    }
  }

  /** @param {ChatMessage[]} missed */
  #caughtUp(missed) {
    const { log } = this.#parts;
    this.#isAway = false;
    if (missed.length > 0) {
      log.missed(`${messages(missed.length)} while you were away`, missed);
    }
    this.#resumed(missed.length);
  }

  /**
   * @param {Position} from
   * @param {Position} to
   */
  async #gap(from, to) {
    this.#catchUp.end();
    this.#isAway = false;
    // At its place now, and in words once it is known which of them are our own.
    const divider = this.#parts.log.divider('gap');
    const own = await this.#own.within(from, to);
    const lost = from.epoch === to.epoch ? to.offset - from.offset - own : null;
    if (lost === 0) {
      divider.remove();
    } else {
      divider.textContent = gap(lost);
    }
    this.#resumed(0, lost);
  }

  /**
   * @param {number} missed
   * @param {number | null} [lost]
   */
  #resumed(missed, lost) {
    const { session, timeline } = this.#parts;
    const words = resumption(this.#welcome?.resumed ?? false, missed, lost);
    timeline.resumed(words);
    if (!this.#isAway) {
      session.say(words);
    }
  }

  /**
   * @param {string | Uint8Array} data
   * @param {string | undefined} from
   * @param {number} offset
   */
  #received(data, from, offset) {
    const { log, session } = this.#parts;
    this.#heard();
    if (this.#channel.position) {
      session.at(this.#channel.position);
    }
    const message = { ...decode(data, from), isMine: from === this.#identity };
    const isShown = this.#own.heard(message.id);
    if (!this.#catchUp.isOver) {
      this.#catchUp.add(offset, isShown ? undefined : message);
    } else if (!isShown) {
      log.message({ ...message, at: Date.now() });
    }
  }

  /** @param {string} reason */
  #refused(reason) {
    if (reason === 'unavailable') {
      this.#parts.log.note('The server cannot serve the room just now. It is asked again.');
    } else {
      this.leave();
      this.#end(refusal(reason));
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #closed(code, reason) {
    if (!this.#isOver) {
      this.#end(endOf(code, reason), code, reason);
    }
  }

  /**
   * @param {import('./words.js').End} end
   * @param {number} [code]
   * @param {string} [reason]
   */
  #end(end, code, reason) {
    const { members, notice, session, state } = this.#parts;
    this.#isOver = true;
    this.#news.stop();
    state.over(end.state);
    session.say('Session ended');
    members.current(false);
    notice.show(end, code, reason);
  }

  #showMembers() {
    this.#heard();
    this.#parts.members.show(this.#channel.members, this.#identity);
    this.#news.changed(this.#channel.members, this.#identity);
  }

  #heard() {
    this.#lastHeard = performance.now();
  }
}
