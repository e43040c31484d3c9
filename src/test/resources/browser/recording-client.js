/**
 * Opens a Lifeline of the page's server and records, in `recorded`: its statuses with the
 * milliseconds of the epoch, the texts that it hears, and how many of its beats were answered.
 */
async ([url, options]) => {
  const { Lifeline } = await import('/lifeline/lifeline.js');
  const line = new Lifeline(url, options);
  const recorded = { line, changes: [], heard: [], answers: 0 };
  const record = ({ state }) => recorded.changes.push({ state, at: Date.now() });
  record(line.status);
  line.addEventListener('status', (event) => record(event.detail));
  line.addEventListener('message', (event) => recorded.heard.push(event.data));
  line.addEventListener('rtt', () => recorded.answers++);
  globalThis.recorded = recorded;
}
