// <pulso-queue queue="Ventas<-" [source=""] [channel=""] [warn="20"] [alarm="60"] [src="http://HOST:8080/"]>
import { catalogue } from './catalogue.js';
import { fileMenu, showPassages } from './passages.js';
import { brief, count, duration, long, percent, text, UNKNOWN } from './texts.js';
import { SIGNS, STATE_COLOURS, STATE_SIGNS, Widget, sheet } from './widget.js';

const STATES = ['available', 'ringing', 'talking', 'onHold', 'wrapUp', 'onBreak', 'paused'];
// Figures behind which stand passages.
const COUNTED = new Set(['offered', 'answered', 'abandoned', 'asa', 'aht', 'wrapUp', 'serviceLevel']);
const STATE_TEXTS = { wrapUp: 'wrapUpState' };

const SHEET = sheet(`
  article { height: 100%; display: flex; flex-direction: column; gap: 0.35rem; padding: 0.5rem 0.85rem 0.6rem; background: var(--shown-card);
    border: 1px solid var(--shown-line); border-radius: 0.8rem; border-top: 0.28rem solid var(--shown-line); min-width: 0; }
  article[data-level="ok"] { border-top-color: var(--shown-ok); }
  article[data-level="warn"] { border-top-color: var(--shown-warn); }
  article[data-level="alarm"] { border-top-color: var(--shown-alarm); background: color-mix(in srgb, var(--shown-alarm) 9%, var(--shown-card)); }
  header { display: flex; justify-content: space-between; gap: 0.5rem; align-items: baseline; }
  h3 { margin: 0; font-size: 1.25rem; flex: 0 0 auto; max-width: 78%; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  header small { color: var(--shown-quiet); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }
  .main { display: flex; justify-content: space-between; gap: 0.6rem; align-items: flex-end; flex: 1; }
  .big { font-size: 2.9rem; line-height: 0.95; font-weight: 700; white-space: nowrap; }
  .big .sign { font-size: 0.5em; vertical-align: 0.25em; margin-right: 0.2em; }
  .side { display: flex; align-items: flex-end; gap: 0.4rem; }
  .label { font-size: 0.85rem; color: var(--shown-quiet); }
  .wait { font-size: 1.25rem; font-weight: 600; white-space: nowrap; }
  .right { text-align: right; }
  .right .big { font-size: 1.95rem; }
  [data-level="ok"] { color: var(--shown-ok); } [data-level="warn"] { color: var(--shown-warn); } [data-level="alarm"] { color: var(--shown-alarm); }
  article[data-level] { color: inherit; }
  dl { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0.2rem 0.5rem; margin: 0; }
  dl div { min-width: 0; }
  dt { font-size: 0.72rem; color: var(--shown-quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  dd { margin: 0; font-size: 0.98rem; white-space: nowrap; font-weight: 600; }
  button { font: inherit; color: inherit; background: none; border: 0; padding: 0; margin: 0; text-align: inherit; }
  .figure:enabled { cursor: pointer; }
  .figure:enabled:hover { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
  :focus-visible { outline: 2px solid var(--shown-ok); outline-offset: 1px; }
  #files { margin-left: auto; }
  .people { display: flex; flex-wrap: wrap; gap: 0.1rem 0.7rem; margin: 0; padding: 0; list-style: none; font-size: 0.82rem; min-height: 1.2em; }
  .people li { white-space: nowrap; }
  .strip { display: flex; height: 0.32rem; border-radius: 0.2rem; overflow: hidden; background: var(--shown-line); }
  .strip i { transition: flex-grow 0.4s; }
  @media (prefers-reduced-motion: reduce) { .strip i { transition: none; } }
`);

const MARKUP = `
  <article id="tile">
    <header><h3 id="name"></h3><small id="channel"></small><span id="files"></span></header>
    <div class="main">
      <div class="side"><div class="big" id="waiting">–</div><div><div class="label" id="waiting-label"></div><div class="wait" id="longest"></div></div></div>
      <div class="right"><div class="big"><span class="sign" id="level-sign"></span><button id="level" class="figure" type="button">–</button></div><div class="label"><span id="level-label"></span> <span id="formula"></span></div></div>
    </div>
    <dl id="figures"></dl>
    <div class="strip" id="strip" aria-hidden="true"></div>
    <ul class="people" id="people"></ul>
  </article>`;

class QueueTile extends Widget {
  static observedAttributes = ['queue', 'source', 'channel', 'warn', 'alarm'];

  constructor() {
    super(SHEET, MARKUP);
    this.cells = new Map();
    this.shadowRoot.getElementById('level').addEventListener('click', () => this.show('serviceLevel'));
    catalogue().then(entries => {
      this.meanings = entries;
      if (this.isConnected && this.source) this.redraw();
    });
  }

  attributeChangedCallback() {
    if (this.source && this.isConnected) this.redraw();
  }

  find() {
    const [source, channel, name] = ['source', 'channel', 'queue'].map(attribute => this.getAttribute(attribute));
    return [...this.live.queues.values()].find(queue =>
      queue.queue === name && (!source || queue.source === source) && (!channel || queue.channel === channel));
  }

  draw() {
    const queue = this.find();
    this.say('name', this.getAttribute('queue') ?? '');
    if (!queue) {
      this.say('channel', this.live.head ? text('unknownQueue') : '');
      return;
    }
    const beside = [
      queue.open ? '' : text('closed'), queue.channel === 'telephony' && queue.group ? '' : queue.channel,
      this.live.head.sources.length > 1 ? queue.source : '', queue.group ?? '',
    ].filter(Boolean).join(' · ');
    this.say('channel', beside).title = beside;
    const outbound = queue.direction === 'outbound' && queue.kpi.offered === 0;
    const parameters = { ...this.live.head.parameters, ...queue.target };
    const levels = [outbound ? this.drawInService(queue) : this.drawWaiting(queue, parameters), outbound ? this.drawAnswerRate(queue) : this.drawServiceLevel(queue, parameters)];
    this.shadowRoot.getElementById('tile').dataset.level = ['alarm', 'warn', 'ok'].find(level => levels.includes(level));
    this.drawFigures(outbound ? this.outboundFigures(queue) : this.inboundFigures(queue), outbound);
    this.drawPeople(queue.agents);
    this.drawFiles();
    this.shadowRoot.getElementById('level').disabled = outbound;
  }

  /** What narrows a list to this queue. */
  narrowed() {
    const { source, channel, queue } = this.find();
    return { sources: source, channels: channel, queues: queue, groups: null };
  }

  show(kpi) {
    if (this.find()) showPassages(this.live, `${this.getAttribute('queue')} · ${this.meaning('queue', kpi) || text(kpi)}`, { ...this.narrowed(), kpi });
  }

  drawFiles() {
    const holder = this.shadowRoot.getElementById('files');
    if (holder.firstChild) return;
    const more = this.narrowed();
    holder.append(fileMenu(this.shadowRoot, this.live, [
      { words: text('figures'), path: '/board', more },
      { words: text('passages'), path: '/passages', more },
    ]));
  }

  drawWaiting(queue, parameters) {
    const { waiting, longestWaitSince, estimatedWait } = queue.now;
    const seconds = longestWaitSince ? this.secondsSince(longestWaitSince) : 0;
    const warn = Number(this.getAttribute('warn') ?? parameters.sl);
    const alarm = Number(this.getAttribute('alarm') ?? parameters.sl * 3);
    const level = seconds > alarm ? 'alarm' : seconds > warn ? 'warn' : 'ok';
    this.say('waiting', count(waiting), waiting ? level : '');
    this.say('waiting-label', text('waiting')).title = waiting && estimatedWait != null
      ? `${text('estimated', { time: duration(estimatedWait) })}. ${this.meaning('now', 'estimatedWait')}` : '';
    const sign = waiting && level !== 'ok' ? `${SIGNS[level]} ` : '';
    this.say('longest', waiting ? `${sign}${brief(seconds)}` : '', waiting ? level : '')
      .title = waiting ? `${text('longest')}: ${text(level)}` : '';
    return waiting ? level : 'ok';
  }

  drawServiceLevel(queue, parameters) {
    const ratio = queue.kpi.serviceLevel;
    const level = ratio == null ? '' : ratio < 0.6 ? 'alarm' : ratio < 0.8 ? 'warn' : 'ok';
    this.say('level', percent(ratio), level).title = text('serviceLevel');
    this.say('level-sign', ratio != null && level !== 'ok' ? SIGNS[level] : '', level);
    this.say('level-label', '');
    this.say('formula', ratio == null ? text('noData') : `≤ ${parameters.sl} s, ${parameters.formula}`).title = parameters.formulaWords;
    return level === 'alarm' ? 'warn' : 'ok';
  }

  meaning(scope, id) {
    return this.meanings?.get(scope)?.get(id)?.words ?? '';
  }

  drawInService(queue) {
    this.say('waiting', count(queue.agents.talking + queue.agents.onHold), '');
    this.say('waiting-label', text('talking'));
    this.say('longest', '');
    return 'ok';
  }

  drawAnswerRate(queue) {
    const { outAttempts, outAnswered } = queue.kpi;
    this.say('level-sign', '', '');
    this.say('level', outAttempts ? percent(outAnswered / outAttempts) : UNKNOWN, '');
    this.say('level-label', text('answered'));
    this.say('formula', `${count(outAnswered)} / ${count(outAttempts)}`);
    return 'ok';
  }

  inboundFigures({ now, kpi }) {
    return [
      ['inService', count(now.inService)], ['atRisk', count(now.atRisk), now.atRisk ? 'warn' : ''], ['offered', count(kpi.offered)],
      ['answered', count(kpi.answered)], ['abandoned', count(kpi.abandoned)], ['asa', brief(kpi.asa), '', 'asaLong'],
      ['aht', brief(kpi.aht), '', 'ahtLong'], ['wrapUp', long(kpi.wrapUp)],
    ];
  }

  outboundFigures({ kpi }) {
    return [['attempts', count(kpi.outAttempts)], ['answered', count(kpi.outAnswered)], ['outTalk', long(kpi.outTalk)], ['wrapUp', long(kpi.wrapUp)]];
  }

  drawFigures(figures, isOutbound) {
    const list = this.shadowRoot.getElementById('figures');
    if (list.dataset.of !== figures.map(([name]) => name).join()) {
      list.dataset.of = figures.map(([name]) => name).join();
      list.replaceChildren();
      for (const [name, , , title] of figures) {
        const row = list.appendChild(document.createElement('div'));
        row.appendChild(document.createElement('dt')).textContent = text(`${name}Short`);
        row.dataset.name = name;
        row.dataset.long = text(title ?? name);
        const cell = row.appendChild(document.createElement('dd')).appendChild(document.createElement('button'));
        cell.type = 'button';
        cell.className = 'figure';
        cell.disabled = isOutbound || !COUNTED.has(name);
        cell.addEventListener('click', () => this.show(name));
        this.cells.set(name, cell);
      }
    }
    for (const [name, value, level] of figures) {
      const cell = this.cells.get(name);
      if (cell.textContent !== value) cell.textContent = value;
      cell.dataset.level = level ?? '';
      const row = cell.parentElement.parentElement;
      const words = this.meaning('queue', name) || this.meaning('now', name);
      row.title = words ? `${row.dataset.long}: ${words}` : row.dataset.long;
    }
  }

  drawPeople(agents) {
    const key = JSON.stringify(agents);
    if (this.people === key) return;
    this.people = key;
    const present = STATES.filter(state => agents[state] > 0);
    this.shadowRoot.getElementById('strip').replaceChildren(...present.map(state => {
      const part = document.createElement('i');
      part.style.background = STATE_COLOURS[state];
      part.style.flexGrow = agents[state];
      return part;
    }));
    this.shadowRoot.getElementById('people').replaceChildren(...present.map(state => {
      const item = document.createElement('li');
      const sign = item.appendChild(document.createElement('span'));
      sign.textContent = `${STATE_SIGNS[state]} `;
      sign.style.color = STATE_COLOURS[state];
      sign.ariaHidden = 'true';
      const words = text(STATE_TEXTS[state] ?? state);
      item.append(count(agents[state]));
      item.title = words;
      // Where many states share the line, their signs stand for the words: the agent list says which is which.
      const label = item.appendChild(document.createElement('span'));
      label.textContent = ` ${words}`;
      label.classList.toggle('visually-hidden', present.length > 2);
      return item;
    }));
  }
}

customElements.define('pulso-queue', QueueTile);
