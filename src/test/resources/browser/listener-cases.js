import { check, equal, Rig, words } from './rig.js';

/** A life with every event, over two servers: each step leads to the next state, whatever a listener did. */
const LIFE = [
  end(1006),
  pass(1_000),
  open,
  message('news'),
  pass(5_000),
  message('pong'),
  pass(6_000),
  message('in time'),
  pass(8_000),
  open,
  (rig) => rig.network(false),
  end(1006),
  (rig) => rig.network(true),
  open,
  end(1012, 'retry in 100 ms'),
  pass(100),
  open,
];

// A socket does what a socket can: what a listener did may have brought another one to this step.

function open({ socket }) {
  if (socket.readyState === 0) {
    socket.open();
  }
}

function message(data) {
  return ({ socket }) => socket.readyState === 1 && socket.message(data);
}

function end(code, reason) {
  return ({ socket }) => !socket.ended && socket.end(code, reason);
}

function pass(millis) {
  return ({ clock }) => clock.advance(millis);
}

const TYPES = ['open', 'message', 'error', 'close', 'status', 'rtt'];

/** Lives the life and does something from within the event of that number, before the recorder hears of it. */
function live(number, act) {
  const rig = new Rig({}, ['ws://a/', 'ws://b/']);
  let told = 0;
  const errors = [];
  const catching = (event) => {
    errors.push(event.message);
    event.preventDefault();
  };
  const order = [[], []];
  globalThis.addEventListener('error', catching);
  for (const type of TYPES) {
    rig.lifeline.addEventListener(type, (event) => {
      order[0].push(words(event));
      if (told++ === number) {
        act(rig, event);
      }
    });
    rig.lifeline.addEventListener(type, (event) => order[1].push(words(event)));
  }
  for (const step of LIFE) {
    step(rig);
    const live = rig.sockets.filter(({ closedWith, ended }) => !closedWith && !ended);
    check(live.length <= 2, `event ${number}: ${live.length} sockets`);
  }
  globalThis.removeEventListener('error', catching);
  equal(errors, [], `event ${number}`);
  equal(order[1], order[0], `event ${number}: listeners heard things in different orders`);
  return { rig, told: order[0], events: told };
}

const EVENTS = live(-1).events;

/** Runs the check for every event of the life. */
function atEveryEvent(act, holds) {
  check(EVENTS > 25, `only ${EVENTS} events`);
  for (let number = 0; number < EVENTS; number++) {
    const result = live(number, act);
    holds(result, number);
  }
}

export const cases = {
  'Any listener may close'() {
    atEveryEvent(
      ({ lifeline }) => lifeline.close(3000, 'enough'),
      ({ rig, told }, number) => {
        equal(rig.state, 'closed', `event ${number}`);
        equal(rig.clock.timers, 0, `event ${number}`);
        check(rig.sleeps, `event ${number}: still listens to the page`);
        check(rig.sockets.every(({ closedWith, ended }) => closedWith || ended), `event ${number}: a socket is left`);
        equal(told.slice(-2), ['closed', 'close:3000:enough'], `event ${number}`);
        equal(told.filter((event) => event === 'closed').length, 1, `event ${number}`);
      },
    );
  },

  'Any listener may reconnect'() {
    atEveryEvent(
      ({ lifeline }) => lifeline.reconnect(),
      ({ rig }, number) => {
        rig.socket.end(1006);
        rig.clock.advance(20_000);
        if (rig.state === 'connecting') {
          rig.socket.open();
        }
        rig.lifeline.send('still here');
        equal(rig.state, 'open', `event ${number}`);
        equal(rig.socket.sent.at(-1), 'still here', `event ${number}`);
        rig.lifeline.close();
        equal(rig.clock.timers, 0, `event ${number}`);
        check(rig.sockets.every(({ closedWith, ended }) => closedWith || ended), `event ${number}: a socket is left`);
      },
    );
  },

  'What any listener sends leaves once'() {
    atEveryEvent(
      ({ lifeline }) => lifeline.send('by the way'),
      ({ rig }, number) => {
        const sent = rig.sockets.flatMap((socket) => socket.sent);
        equal(sent.filter((text) => text === 'by the way').length, 1, `event ${number}`);
      },
    );
  },

  'Any listener may throw'() {
    for (let number = 0; number < EVENTS; number++) {
      const rig = new Rig({}, ['ws://a/', 'ws://b/']);
      let told = 0;
      let caught = 0;
      const catching = (event) => {
        caught += 1;
        event.preventDefault();
      };
      globalThis.addEventListener('error', catching);
      for (const type of TYPES) {
        rig.lifeline.addEventListener(type, () => {
          if (told++ === number) {
            throw new Error('a listener of the application');
          }
        });
      }
      LIFE.forEach((step) => step(rig));
      globalThis.removeEventListener('error', catching);
      equal([caught, told, rig.state], [1, EVENTS, 'open'], `event ${number}`);
    }
  },

  'What the listeners of the opening send goes before what waited'() {
    const rig = new Rig();
    rig.lifeline.send('waited');
    rig.lifeline.addEventListener('status', () => rig.state === 'open' && rig.lifeline.send('login'));
    rig.lifeline.onopen = () => rig.lifeline.send('subscribe');
    rig.socket.open();
    equal(rig.socket.sent, ['login', 'subscribe', 'waited']);
  },

  'What is sent at the end of a connection waits for the next one’s opening'() {
    const rig = new Rig({ heartbeat: false }, ['ws://a/', 'ws://b/']);
    rig.socket.end(1006);
    rig.clock.advance(500);
    rig.socket.open();
    rig.lifeline.onclose = () => rig.lifeline.send('after the end');
    rig.lifeline.onopen = () => rig.lifeline.send('login');
    rig.clock.advance(29_500);
    rig.socket.open();
    equal(rig.socket.sent, ['login', 'after the end']);
  },

  'A listener of the opening that closes keeps what waited from leaving'() {
    const rig = new Rig();
    rig.lifeline.send('waited');
    rig.lifeline.onopen = () => rig.lifeline.close();
    rig.socket.open();
    equal(rig.socket.sent, []);
    equal(rig.take(), 'open open closed close:1000:');
  },

  'A listener of the opening that reconnects keeps what waited for the next'() {
    const rig = new Rig();
    rig.lifeline.send('waited');
    rig.lifeline.addEventListener('open', () => rig.lifeline.reconnect(), { once: true });
    rig.socket.open();
    equal(rig.take(), 'open open connecting close:1000:reconnect');
    rig.socket.open();
    equal(rig.sockets.map(({ sent }) => sent), [[], ['waited']]);
  },

  'An opening and a message that a listener has undone are not told'() {
    const rig = new Rig();
    rig.lifeline.addEventListener('status', () => rig.state === 'open' && rig.lifeline.close());
    rig.socket.open();
    equal(rig.take(), 'open closed close:1000:');

    const other = Rig.opened();
    other.clock.advance(6_000);
    other.take();
    other.lifeline.addEventListener('status', () => other.state === 'open' && other.lifeline.reconnect());
    other.socket.message('of the old connection');
    equal(other.take(), 'open connecting close:1000:reconnect');
  },
};
