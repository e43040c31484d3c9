// @ts-check

/** Beats that fit into the plot's width. */
const SAMPLES = 60;

/**
 * A round trip of more than so many medians leaves through the top of the plot,
 * or one slow beat would flatten all others; its number stands below.
 */
const MOST_MEDIANS = 8;

/** Milliseconds at the top of the plot at least, so that a quiet line looks quiet. */
const LEAST_TOP = 4;

const SVG = 'http://www.w3.org/2000/svg';

/**
 * The round trips of the last minutes over time, with bands where the line was
 * dead.
 */
export class RttPlot {
  #svg;
  #numbers;
  #span;
  /** @type {{at: number, rtt: number}[]} */
  #samples = [];
  /** @type {{from: number, to: number | null}[]} a band still open has no end */
  #bands = [];

  /**
   * @param {SVGSVGElement} svg
   * @param {Record<'now' | 'min' | 'median' | 'max', HTMLElement>} numbers
   * @param {number} interval ms between beats
   */
  constructor(svg, numbers, interval) {
    this.#svg = svg;
    this.#numbers = numbers;
    this.#span = SAMPLES * interval;
    setInterval(() => this.#draw(), Math.max(500, interval / 2));
    new ResizeObserver(() => this.#draw()).observe(svg);
  }

  /** @param {number} rtt ms */
  add(rtt) {
    this.#samples.push({ at: performance.now(), rtt });
    this.#write();
    this.#draw();
  }

  /** @param {number} from when the line was last known to live */
  dead(from) {
    if (this.#bands.at(-1)?.to !== null) {
      this.#bands.push({ from, to: null });
      this.#write();
      this.#draw();
    }
  }

  alive() {
    const band = this.#bands.at(-1);
    if (band && band.to === null) {
      band.to = performance.now();
      this.#draw();
    }
  }

  clear() {
    this.#samples = [];
    this.#bands = [];
    this.#write();
    this.#draw();
  }

  #sorted() {
    return this.#samples.map(({ rtt }) => rtt).sort((a, b) => a - b);
  }

  #forget() {
    const oldest = performance.now() - this.#span;
    this.#samples = this.#samples.filter(({ at }) => at >= oldest).slice(-2 * SAMPLES);
    this.#bands = this.#bands.filter(({ to }) => to === null || to >= oldest);
  }

  #write() {
    const sorted = this.#sorted();
    const dead = this.#bands.at(-1)?.to === null;
    const show = { now: dead ? undefined : this.#samples.at(-1)?.rtt, min: sorted[0], median: median(sorted), max: sorted.at(-1) };
    for (const name of /** @type {const} */ (['now', 'min', 'median', 'max'])) {
      this.#numbers[name].textContent = millis(show[name]);
    }
  }

  #draw() {
    this.#forget();
    const { clientWidth: width, clientHeight: height } = this.#svg;
    if (width === 0) {
      return;
    }
    const now = performance.now();
    const sorted = this.#sorted();
    const top = Math.max(LEAST_TOP, Math.min(sorted.at(-1) ?? 0, MOST_MEDIANS * (median(sorted) || 0))) * 1.15;
    const x = (/** @type {number} */ at) => Math.max(0, width - 4 - ((now - at) / this.#span) * (width - 4));
    const y = (/** @type {number} */ rtt) => height - 2 - (rtt / top) * (height - 6);

    const shapes = this.#bands.map(({ from, to }) =>
      shape('rect', { class: 'band', x: x(from), y: 0, height, width: Math.max(1, x(to ?? now) - x(from)) }),
    );
    shapes.push(shape('line', { class: 'base', x1: 0, x2: width, y1: height - 1, y2: height - 1 }));
    for (const run of this.#runs()) {
      const points = run.map(({ at, rtt }) => `${x(at).toFixed(1)},${y(rtt).toFixed(1)}`).join(' ');
      shapes.push(shape('polyline', { class: 'line', points }));
    }
    for (const { at, rtt } of this.#samples) {
      const latest = at === this.#samples.at(-1)?.at && this.#bands.at(-1)?.to !== null;
      shapes.push(shape('circle', { class: latest ? 'latest' : 'sample', cx: x(at), cy: y(rtt), r: latest ? 3 : 1.5 }));
    }
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#svg.replaceChildren(...shapes);
  }

  /** The samples, parted where a band lies between two of them. */
  #runs() {
    /** @type {{at: number, rtt: number}[][]} */
    const runs = [];
    let last = -Infinity;
    for (const sample of this.#samples) {
      const parted = this.#bands.some(({ from }) => from >= last && from < sample.at);
      if (runs.length === 0 || parted) {
        runs.push([]);
      }
      runs[runs.length - 1].push(sample);
      last = sample.at;
    }
    return runs;
  }
}

/** @param {number[]} sorted */
function median(sorted) {
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number | undefined} value */
function millis(value) {
  return value === undefined || Number.isNaN(value) ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  return made;
}
