import { Lifeline } from '/lifeline/lifeline.js';

/** The Lifelines of this page, each with a count of what happened to it. */
const lines = [];
globalThis.lines = lines;

/** Opens so many, which beat fast and are judged soon. */
export function open(count, url, options = {}) {
  for (let i = 0; i < count; i++) {
    const line = new Lifeline(url, { heartbeat: { interval: 300, timeout: 500 }, ...options });
    Object.assign(line, { opens: 0, closes: 0, beats: 0, states: [], heard: [] });
    line.addEventListener('open', () => line.opens++);
    line.addEventListener('close', () => line.closes++);
    line.addEventListener('rtt', () => line.beats++);
    line.addEventListener('status', ({ detail }) => line.states.push(detail.state));
    line.addEventListener('message', ({ data }) => line.heard.push(data));
    lines.push(line);
  }
}
