// What every widget has in common: the live state it shows, redrawn once a frame and ticked once a second.
import { Live } from './live.js';

const COLOURS = new CSSStyleSheet();
COLOURS.replaceSync(`
  :host { display: block; box-sizing: border-box; color: var(--ink, #eaf1f8); font-variant-numeric: tabular-nums;
    --shown-card: var(--card, #121a25); --shown-line: var(--line, #223044); --shown-quiet: var(--quiet, #9fb0c3);
    --shown-ok: var(--ok, #45d6b5); --shown-warn: var(--warn, #ffc04d); --shown-alarm: var(--alarm, #ff7070); }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  .quiet { color: var(--shown-quiet); }
  .ok { color: var(--shown-ok); } .warn { color: var(--shown-warn); } .alarm { color: var(--shown-alarm); }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`);

/** Colour is never alone: each state has its sign. */
export const SIGNS = { ok: '●', warn: '▲', alarm: '◆' };
export const STATE_SIGNS = { available: '○', ringing: '♪', talking: '●', onHold: '⏸', wrapUp: '✎', onBreak: '☕', paused: '‖', loggedOut: '×' };
export const STATE_COLOURS = { available: '#45d6b5', ringing: '#ffd84d', talking: '#5aa9ff', onHold: '#b79bff', wrapUp: '#ff9f5a', onBreak: '#8b9bb0', paused: '#d08a9c', loggedOut: '#55647a' };

export class Widget extends HTMLElement {
  constructor(sheet, markup) {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [COLOURS, sheet];
    root.innerHTML = markup;
    this.redraw = () => {
      if (this.drawing) return;
      this.drawing = true;
      requestAnimationFrame(() => {
        this.drawing = false;
        if (this.isConnected) this.draw();
      });
    };
  }

  set live(live) {
    this.unwatch();
    this.source = live;
    if (this.isConnected) this.watch();
  }

  get live() {
    return this.source;
  }

  connectedCallback() {
    // A page may set 'live' right after it made the element; only an element left alone connects by itself.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      if (!this.source) this.source = Live.of(this.getAttribute('src') ?? '', this.getAttribute('parameters') ?? '');
      this.watch();
    });
  }

  disconnectedCallback() {
    this.unwatch();
  }

  watch() {
    this.unwatch();
    this.source.addEventListener('change', this.redraw);
    this.source.addEventListener('status', this.redraw);
    this.ticking = setInterval(this.redraw, 1000);
    this.redraw();
  }

  unwatch() {
    clearInterval(this.ticking);
    this.source?.removeEventListener('change', this.redraw);
    this.source?.removeEventListener('status', this.redraw);
  }

  /** Changes an element's text only where it differs, so that screen readers and the browser have no idle work. */
  say(id, words, level) {
    const element = this.shadowRoot.getElementById(id);
    if (element.textContent !== words) element.textContent = words;
    if (level !== undefined) element.dataset.level = level;
    return element;
  }

  secondsSince(time) {
    return Math.max(0, (this.source.now() - Date.parse(time)) / 1000);
  }
}

export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
