// <pulso-totals>: the centre in one line. <pulso-status>: says so when what is shown is old or the link is lost.
import { fileMenu } from './passages.js';
import { age, count, duration, percent, text } from './texts.js';
import { SIGNS, Widget, sheet } from './widget.js';

const TOTALS_SHEET = sheet(`
  :host { display: flex; align-items: flex-start; gap: 0.8rem; }
  dl { display: flex; flex-wrap: wrap; gap: 0.2rem 1.7rem; margin: 0; align-items: flex-end; }
  dt { font-size: 0.8rem; color: var(--shown-quiet); white-space: nowrap; }
  dd { margin: 0; font-size: 1.75rem; font-weight: 650; line-height: 1.1; white-space: nowrap; }
  dd small { font-size: 0.95rem; font-weight: 500; color: var(--shown-quiet); }
  [data-level="warn"] { color: var(--shown-warn); } [data-level="alarm"] { color: var(--shown-alarm); }
`);
/** Live tables are late by a second or two; a copy by minutes. */
const NOTABLE_DELAY_SECONDS = 60;
const FIGURES = ['waiting', 'longest', 'inService', 'available', 'offered', 'answered', 'abandoned', 'serviceLevel'];

class Totals extends Widget {
  constructor() {
    super(TOTALS_SHEET, `<dl>${FIGURES.map(id => `<div><dt id="${id}-label"></dt><dd id="${id}">–</dd></div>`).join('')}</dl><span id="files"></span>`);
  }

  drawFiles() {
    const holder = this.shadowRoot.getElementById('files');
    if (holder.firstChild) return;
    holder.append(fileMenu(this.shadowRoot, this.live, [
      { words: text('queues'), path: '/board', more: {} },
      { words: text('totals'), path: '/board', more: { of: 'totals' } },
      { words: text('agents'), path: '/agents', more: {} },
      { words: text('passages'), path: '/passages', more: {} },
    ]));
  }

  draw() {
    for (const id of FIGURES) this.say(`${id}-label`, text(id));
    const totals = this.live.head?.totals;
    if (!totals) return;
    this.drawFiles();
    const { now, kpi } = totals.inbound;
    const parameters = this.live.head.parameters;
    const seconds = now.longestWaitSince ? this.secondsSince(now.longestWaitSince) : null;
    // Where queues have targets of their own, who waits past his queue's is the warning.
    const level = parameters.sl == null ? (now.atRisk ? 'warn' : '') : seconds > parameters.sl * 3 ? 'alarm' : seconds > parameters.sl ? 'warn' : '';
    this.say('waiting', count(now.waiting));
    this.say('longest', `${level ? `${SIGNS[level]} ` : ''}${duration(seconds)}`, level);
    this.say('inService', count(now.inService));
    this.say('available', `${count(totals.agents.available)} / ${count(totals.agents.loggedIn)}`)
      .title = `${text('available')} / ${text('loggedIn')}`;
    this.say('offered', count(kpi.offered));
    this.say('answered', count(kpi.answered));
    this.say('abandoned', count(kpi.abandoned));
    this.say('serviceLevel', percent(kpi.serviceLevel)).title = parameters.formulaWords;
    this.say('serviceLevel-label', `${text('serviceLevel')} ≤ ${parameters.sl == null ? 'T' : `${parameters.sl} s`}, ${parameters.formula}`);
  }
}

const STATUS_SHEET = sheet(`
  div { padding: 0.55rem 1rem; border-radius: 0.6rem; font-size: 1.35rem; font-weight: 650; display: flex; gap: 0.7rem; }
  div:empty { display: none; }
  [data-level="alarm"] { background: #7d1f1f; color: #fff; }
  [data-level="warn"] { background: #5c4308; color: #fff2d6; }
`);

class Status extends Widget {
  constructor() {
    super(STATUS_SHEET, '<div id="banner" role="status" aria-live="polite"></div>');
  }

  draw() {
    const [level, words] = this.words();
    this.say('banner', words ? `${SIGNS[level]} ${words}` : '', level);
  }

  words() {
    const { state, says } = this.live.status;
    const old = this.live.age();
    if (state === 'restoring') return ['warn', text('restoring', { says })];
    if (state === 'refused') return ['alarm', says];
    if (state === 'lost') return ['alarm', text('lost', { age: age(old) })];
    if (!this.live.head) return ['warn', text('connecting')];
    const remarks = this.live.head.sources.filter(source => source.says).map(source => {
      const progress = source.snapshotProgress == null ? '' : ` (${Math.floor(source.snapshotProgress * 100)} %)`;
      return `${source.source}: ${source.says}${progress}`;
    });
    const delay = this.live.head.sourceDelaySeconds;
    if (delay >= NOTABLE_DELAY_SECONDS) remarks.unshift(text('sourceDelay', { age: age(delay * 1000) }));
    if (this.live.head.stale) {
      return ['alarm', [old == null ? text('unknownAge') : text('dataAge', { age: age(old) }), ...remarks].join(' · ')];
    }
    return ['warn', remarks.join(' · ')];
  }
}

customElements.define('pulso-totals', Totals);
customElements.define('pulso-status', Status);
