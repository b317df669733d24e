// <pulso-figures>: every figure of the catalogue with its sentence, of all queues, of a group or of one queue.
import { catalogue, shown } from './catalogue.js';
import { text } from './texts.js';
import { Widget, sheet } from './widget.js';

const SHEET = sheet(`
  :host { overflow: auto; min-height: 0; }
  .tools { display: flex; gap: 0.5rem; align-items: baseline; margin-bottom: 0.6rem; }
  select { font: inherit; color: inherit; background: var(--shown-card); border: 1px solid var(--shown-line); border-radius: 0.4rem; padding: 0.15rem 0.4rem; }
  h3 { margin: 0.9rem 0 0.4rem; font-size: 1rem; color: var(--shown-quiet); font-weight: 600; }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.5rem; margin: 0; }
  dl div { display: flex; flex-direction: column; background: var(--shown-card); border: 1px solid var(--shown-line); border-radius: 0.6rem; padding: 0.5rem 0.75rem; min-width: 0; }
  dt { order: 1; font-size: 0.9rem; line-height: 1.25; }
  dd { margin: 0; font-size: 1.7rem; font-weight: 650; line-height: 1.15; }
  small { order: 2; color: var(--shown-quiet); font-size: 0.75rem; overflow-wrap: anywhere; padding-top: 0.2rem; margin-top: auto; }
  :focus-visible { outline: 2px solid var(--shown-ok); outline-offset: 1px; }
`);
const SECTIONS = [['now', entry => entry.scope === 'now'], ['cohort', entry => entry.base === 'cohort'], ['activity', entry => entry.base === 'activity']];

class Figures extends Widget {
  constructor() {
    super(SHEET, '<div class="tools"><label><span id="label"></span> <select id="of"></select></label></div><div id="body"></div>');
    this.choice = this.shadowRoot.getElementById('of');
    this.choice.addEventListener('change', this.redraw);
    this.say('label', text('figuresOf'));
    this.cells = new Map();
    catalogue().then(entries => {
      this.entries = entries;
      if (this.isConnected && this.source) this.redraw();
    });
  }

  draw() {
    if (!this.entries?.size || !this.live.head?.totals) return;
    const choices = this.choices();
    this.drawChoices(choices);
    const chosen = choices.get(this.choice.value) ?? choices.values().next().value;
    if (!this.cells.size) this.lay();
    for (const [cell, entry] of this.cells) {
      const words = shown(entry.unit, this.value(entry, chosen.of));
      if (cell.textContent !== words) cell.textContent = words;
    }
  }

  value(entry, { now, kpi }) {
    if (entry.scope !== 'now') return kpi[entry.id];
    if (entry.id !== 'longestWait') return now[entry.id];
    return now.longestWaitSince ? this.secondsSince(now.longestWaitSince) : null;
  }

  choices() {
    const { totals, groups } = this.live.head;
    const choices = new Map();
    for (const direction of ['inbound', 'outbound']) choices.set(direction, { name: text(direction), of: totals[direction] });
    for (const [name, of] of Object.entries(groups ?? {})) choices.set(`group|${name}`, { name: `${text('group')}: ${name}`, of });
    const several = this.live.head.sources.length > 1;
    for (const [key, queue] of this.live.queues) {
      choices.set(key, { name: `${several ? `${queue.source} · ` : ''}${queue.queue} · ${queue.channel}`, of: queue });
    }
    return choices;
  }

  drawChoices(choices) {
    const names = [...choices].map(([key, { name }]) => `${key}=${name}`).join('\n');
    if (this.names === names) return;
    this.names = names;
    const wanted = this.choice.value;
    this.choice.replaceChildren(...[...choices].map(([key, { name }]) => new Option(name, key)));
    if (choices.has(wanted)) this.choice.value = wanted;
  }

  lay() {
    const all = ['now', 'queue'].flatMap(scope => [...(this.entries.get(scope)?.values() ?? [])]);
    this.shadowRoot.getElementById('body').replaceChildren(...SECTIONS.flatMap(([section, belongs]) => {
      const head = document.createElement('h3');
      head.textContent = text(`${section}Section`);
      const list = document.createElement('dl');
      list.append(...all.filter(belongs).map(entry => this.card(entry)));
      return [head, list];
    }));
  }

  card(entry) {
    const card = document.createElement('div');
    card.id = `${entry.scope}-${entry.id}`;
    card.append(...['dt', 'dd', 'small'].map(name => document.createElement(name)));
    card.querySelector('dt').textContent = entry.words;
    card.querySelector('small').textContent = `${entry.id} = ${entry.formula}`;
    this.cells.set(card.querySelector('dd'), entry);
    return card;
  }
}

customElements.define('pulso-figures', Figures);
