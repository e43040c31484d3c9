/**
 * Opens a ChannelLine of the page's server with one channel, and records, in `recorded`: the line's states, whether
 * its welcomes resumed a session, its end; what the channel was told beside messages, the messages as `offset text`,
 * and what became of each publish, as `offset text` or `reason text`.
 */
async ([url, channel, options]) => {
  const { ChannelLine } = await import('/lifeline/channels.js');
  const token = options.token && (async () => options.token);
  const line = new ChannelLine(url, { ...options, token });
  const room = line.channel(channel, { history: 10, presence: true });
  const recorded = { line, room, states: [], welcomes: [], end: null, told: [], heard: [], stored: [] };
  const names = (members) => members.map(({ identity, session }) => identity ?? session);
  line.addEventListener('status', ({ detail }) => recorded.states.push(detail.state));
  line.addEventListener('welcome', ({ detail }) => recorded.welcomes.push(detail.resumed));
  line.addEventListener('close', ({ code, reason }) => (recorded.end = `${code} ${reason}`));
  for (const type of ['subscribed', 'recovered', 'gap', 'refused']) {
    room.addEventListener(type, () => recorded.told.push(type));
  }
  room.addEventListener('presence', ({ detail }) =>
    recorded.told.push(...names(detail.joined).map((name) => `+${name}`), ...names(detail.left).map((name) => `-${name}`)),
  );
  room.addEventListener('message', ({ data, offset }) => recorded.heard.push(`${offset} ${data}`));
  recorded.members = () => names(room.members);
  recorded.publish = (text) => {
    const name = text.slice(0, 50);
    room.publish(text).then(
      (position) => recorded.stored.push(`${position?.offset} ${name}`),
      (error) => recorded.stored.push(`${error.reason ?? error.name} ${name}`),
    );
  };
  /** m1, m2 and so on, one every few milliseconds. */
  recorded.publishAll = async (count) => {
    for (let i = 1; i <= count; i++) {
      recorded.publish(`m${i}`);
      await new Promise((done) => setTimeout(done, 3));
    }
  };
  globalThis.recorded = recorded;
}
