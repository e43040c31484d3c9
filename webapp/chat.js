// @ts-check
import { DeadNetwork } from './chat/dead-network.js';
import { EndNotice } from './chat/end-notice.js';
import { LogView } from './chat/log-view.js';
import { MembersView } from './chat/members-view.js';
import { Room } from './chat/room.js';
import { RttPlot } from './chat/rtt-plot.js';
import { SessionView } from './chat/session-view.js';
import { memory, roomOfAddress, roomProblem, tidyName, timings } from './chat/settings.js';
import { StateView } from './chat/state-view.js';
import { Timeline } from './chat/timeline.js';

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
const the = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));

const nameField = /** @type {HTMLInputElement} */ (the('name'));
const roomField = /** @type {HTMLInputElement} */ (the('room'));
const messageField = /** @type {HTMLInputElement} */ (the('message'));
const deadSwitch = /** @type {HTMLInputElement} */ (the('dead-network'));

const options = timings(location.search);
const network = new DeadNetwork();
const numbers = { now: the('rtt-now'), min: the('rtt-min'), median: the('rtt-median'), max: the('rtt-max') };
const parts = {
  log: new LogView(the('log'), the('newer')),
  state: new StateView({
    state: the('state'),
    text: the('state-text'),
    detail: the('state-detail'),
    button: the('reconnect'),
  }),
  session: new SessionView({ text: the('session'), detail: the('session-detail') }),
  members: new MembersView({ title: the('members-title'), count: the('members-count'), list: the('members') }),
  notice: new EndNotice(
    { notice: the('ended'), words: the('ended-words'), code: the('ended-code'), back: the('return'), composer: the('composer') },
    // A reload must not sign the other window out: that takes a click.
    () => memory.set('joined', ''),
  ),
  plot: new RttPlot(the('rtt'), numbers, options.heartbeat.interval),
  timeline: new Timeline(the('timeline')),
};

/** @type {Room | null} null at the entrance */
let room = null;

/** Enters the room of the form, or says what is wrong with it. */
function join() {
  const name = tidyName(nameField.value);
  const roomName = roomField.value.trim();
  const wrong = [problem('name', name ? '' : 'Give a name for others to see.'), problem('room', roomProblem(roomName))];
  const first = wrong.find((field) => field !== null);
  if (first) {
    first.focus();
    return;
  }
  memory.set('name', name);
  memory.set('joined', 'yes');
  enter(name, roomName);
}

/**
 * @param {string} name
 * @param {string} roomName
 */
function enter(name, roomName) {
  room?.leave();
  parts.log.clear();
  parts.plot.clear();
  parts.session.clear();
  parts.members.clear();
  parts.notice.hide();
  room = new Room(name, roomName, parts, { ...options, WebSocket: network.WebSocket });
  the('my-name').textContent = name;
  the('my-room').textContent = roomName;
  document.title = `${roomName} · Lifeline`;
  if (roomOfAddress() !== roomName) {
    location.hash = roomName;
  }
  show('inside');
  // On a phone the keyboard would cover the room before one has seen it.
  const first = matchMedia('(pointer: fine)').matches ? messageField : the('log');
  first.focus({ preventScroll: true });
}

function leave() {
  room?.leave();
  room = null;
  memory.set('joined', '');
  document.title = 'Lifeline';
  show('entrance');
  roomField.focus();
}

/** @param {'entrance' | 'inside'} view */
function show(view) {
  the('entrance').hidden = view !== 'entrance';
  the('inside').hidden = view !== 'inside';
  the('whereabouts').hidden = view !== 'inside';
}

/**
 * @param {'name' | 'room'} field
 * @param {string} text
 * @returns {HTMLInputElement | null} the field, if it has the problem
 */
function problem(field, text) {
  const input = /** @type {HTMLInputElement} */ (the(field));
  the(`${field}-problem`).textContent = text;
  input.setAttribute('aria-invalid', String(text !== ''));
  return text === '' ? null : input;
}

/** Follows the page's address: a reload stays, an edited room is entered. */
function followAddress() {
  nameField.value ||= memory.get('name');
  roomField.value = roomOfAddress() || 'lobby';
  if (nameField.value && roomOfAddress() && memory.get('joined')) {
    if (roomProblem(roomField.value) && room) {
      leave();
    }
    join();
  } else if (room) {
    leave();
  }
}

the('join-form').addEventListener('submit', (event) => {
  event.preventDefault();
  join();
});
for (const field of /** @type {const} */ (['name', 'room'])) {
  the(field).addEventListener('input', () => problem(field, ''));
}

the('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = messageField.value.trim();
  if (text && room?.say(text)) {
    messageField.value = '';
  }
  messageField.focus();
});

the('leave').addEventListener('click', leave);
the('return').addEventListener('click', join);
the('reconnect').addEventListener('click', () => room?.reconnect());

deadSwitch.addEventListener('change', () => {
  if (deadSwitch.checked) {
    parts.timeline.cut(network.cut());
  } else {
    network.restore();
    parts.timeline.restored();
  }
});
network.addEventListener('ghost', (event) => {
  const { socket, code, reason } = /** @type {CustomEvent} */ (event).detail;
  parts.timeline.ghostClosed(socket, code, reason);
});

window.addEventListener('hashchange', () => {
  if (roomOfAddress() !== the('my-room').textContent || !room) {
    followAddress();
  }
});
// A page that goes for good says so, lest it be counted as present for a while. One that may be returned to is back by itself.
window.addEventListener('pagehide', ({ persisted }) => persisted || room?.leave());
// Browsers restore a checked box over a reload; the network is whole by then.
deadSwitch.checked = false;
followAddress();
if (!room) {
  (nameField.value ? roomField : nameField).focus();
}
