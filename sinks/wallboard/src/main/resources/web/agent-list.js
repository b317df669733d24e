// <pulso-agents>: who does what, for how long; sorted by a click on a head, filtered by state and name.
import { agentKey } from './live.js';
import { count, duration, language, long, text, UNKNOWN } from './texts.js';
import { STATE_COLOURS, STATE_SIGNS, Widget, sheet } from './widget.js';

const STATES = ['available', 'ringing', 'talking', 'onHold', 'wrapUp', 'onBreak', 'paused', 'loggedOut'];
const stateText = state => text(state === 'wrapUp' ? 'wrapUpState' : state);
const COLUMNS = [
  ['agent', agent => agent.name ?? agent.agent],
  ['state', agent => STATES.indexOf(agent.state)],
  ['since', agent => agent.since ? Date.parse(agent.since) : Infinity],
  ['queue', agent => agent.queue ?? ''],
  ['answeredHead', agent => -agent.answered],
  ['talk', agent => -agent.talk],
  ['wrapUpHead', agent => -agent.wrapUp],
  ['login', agent => -agent.login],
];
const NUMBERS = new Set(['since', 'answeredHead', 'talk', 'wrapUpHead', 'login']);

const SHEET = sheet(`
  :host { height: 100%; display: flex; flex-direction: column; gap: 0.45rem; min-height: 0; }
  .tools { display: flex; flex-wrap: wrap; gap: 0.3rem; align-items: center; }
  h2 { margin: 0 0.5rem 0 0; font-size: 1rem; color: var(--shown-quiet); font-weight: 600; }
  button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
  .tools button { font-size: 0.82rem; padding: 0.12rem 0.5rem; border: 1px solid var(--shown-line); border-radius: 1rem; color: var(--shown-quiet); }
  .tools button[aria-pressed="true"] { color: var(--ink, #eaf1f8); background: var(--shown-line); }
  input { font: inherit; font-size: 0.85rem; color: inherit; background: var(--shown-card); border: 1px solid var(--shown-line); border-radius: 0.4rem; padding: 0.15rem 0.5rem; width: 8rem; margin-left: auto; }
  .scroll { flex: 1; overflow: auto; background: var(--shown-card); border: 1px solid var(--shown-line); border-radius: 0.8rem; min-height: 8rem; }
  table { width: 100%; border-collapse: collapse; font-size: 0.82rem; }
  th { position: sticky; top: 0; background: var(--shown-card); text-align: left; font-size: 0.72rem; color: var(--shown-quiet); font-weight: 600; white-space: nowrap; }
  th, td { padding: 0.3rem 0.2rem; border-bottom: 1px solid var(--shown-line); }
  td { white-space: nowrap; }
  td:nth-child(2) { max-width: 6.6rem; overflow: hidden; text-overflow: ellipsis; }
  td:first-child { font-weight: 600; max-width: 6.9rem; overflow: hidden; text-overflow: ellipsis; }
  td:nth-child(4) { max-width: 4.4rem; overflow: hidden; text-overflow: ellipsis; color: var(--shown-quiet); }
  .number { text-align: right; }
  th[aria-sort] button { color: var(--ink, #eaf1f8); text-decoration: underline; }
  p { margin: 1rem; color: var(--shown-quiet); }
  :focus-visible { outline: 2px solid var(--shown-ok); outline-offset: 1px; }
`);

const MARKUP = `
  <div class="tools"><h2 id="title"></h2><span id="filters"></span><input id="search" type="search"></div>
  <div class="scroll"><table><thead><tr id="heads"></tr></thead><tbody id="rows"></tbody></table><p id="empty" hidden></p></div>`;

class AgentList extends Widget {
  constructor() {
    super(SHEET, MARKUP);
    this.sortBy = 'state';
    this.shownState = null;
    this.rows = new Map();
    const find = id => this.shadowRoot.getElementById(id);
    this.search = find('search');
    this.search.placeholder = text('search');
    this.search.ariaLabel = text('search');
    this.search.addEventListener('input', this.redraw);
    find('empty').textContent = text('noAgents');
    for (const [column] of COLUMNS) find('heads').append(this.head(column));
  }

  head(column) {
    const head = document.createElement('th');
    head.scope = 'col';
    head.className = NUMBERS.has(column) ? 'number' : '';
    const button = head.appendChild(document.createElement('button'));
    button.textContent = text(column);
    button.title = `${text('sort')}: ${text(column)}`;
    button.addEventListener('click', () => {
      this.sortBy = column;
      this.redraw();
    });
    return head;
  }

  draw() {
    const agents = [...this.live.agents.values()];
    this.say('title', `${text('agents')} ${count(agents.filter(agent => agent.state !== 'loggedOut').length)}`);
    this.drawFilters(agents);
    COLUMNS.forEach(([column], index) => {
      const head = this.shadowRoot.getElementById('heads').children[index];
      if (column === this.sortBy) head.setAttribute('aria-sort', 'ascending');
      else head.removeAttribute('aria-sort');
    });
    const shown = this.sorted(agents.filter(agent => this.isShown(agent)));
    this.shadowRoot.getElementById('empty').hidden = shown.length > 0 || !this.live.head;
    const body = this.shadowRoot.getElementById('rows');
    const kept = new Set();
    shown.forEach((agent, index) => {
      const key = agentKey(agent);
      kept.add(key);
      const row = this.rows.get(key) ?? this.row(key);
      this.fill(row, agent);
      if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
    });
    for (const [key, row] of this.rows) {
      if (!kept.has(key)) {
        row.remove();
        this.rows.delete(key);
      }
    }
  }

  isShown(agent) {
    const words = this.search.value.trim().toLocaleLowerCase(language);
    return (!this.shownState ? true : agent.state === this.shownState)
      && `${agent.name ?? ''} ${agent.agent} ${agent.queue ?? ''}`.toLocaleLowerCase(language).includes(words);
  }

  sorted(agents) {
    const value = COLUMNS.find(([column]) => column === this.sortBy)[1];
    const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b, language) : a - b;
    const since = agent => agent.since ? Date.parse(agent.since) : Infinity;
    return agents.sort((a, b) => compare(value(a), value(b)) || since(a) - since(b) || a.agent.localeCompare(b.agent));
  }

  drawFilters(agents) {
    const counts = Object.fromEntries(STATES.map(state => [state, agents.filter(agent => agent.state === state).length]));
    const key = JSON.stringify([counts, this.shownState]);
    if (this.filters === key) return;
    this.filters = key;
    const choices = [null, ...STATES.filter(state => counts[state] > 0 || state === this.shownState)];
    const holder = this.shadowRoot.getElementById('filters');
    const focused = this.shadowRoot.activeElement?.dataset.state;
    holder.replaceChildren(...choices.flatMap(state => {
      const button = document.createElement('button');
      button.dataset.state = state ?? '';
      button.textContent = state ? `${STATE_SIGNS[state]} ${stateText(state)} ${count(counts[state])}` : text('all');
      button.ariaPressed = String(this.shownState === state);
      button.addEventListener('click', () => {
        this.shownState = state;
        this.redraw();
      });
      return [button, ' '];
    }));
    if (focused !== undefined) holder.querySelector(`[data-state="${focused}"]`)?.focus();
  }

  row(key) {
    const row = document.createElement('tr');
    for (const [column] of COLUMNS) row.appendChild(document.createElement('td')).className = NUMBERS.has(column) ? 'number' : '';
    this.rows.set(key, row);
    return row;
  }

  fill(row, agent) {
    const ran = Math.max(0, (this.live.now() - agent.readAt) / 1000);
    const runs = (...states) => states.includes(agent.state) ? ran : 0;
    const state = `${STATE_SIGNS[agent.state]} ${stateText(agent.state)}${agent.breakMotive ? ` (${agent.breakMotive.toLowerCase()})` : ''}`;
    const values = [
      agent.name ?? agent.agent,
      state,
      agent.since && agent.state !== 'loggedOut' ? duration(this.secondsSince(agent.since)) : UNKNOWN,
      agent.queue ?? '',
      count(agent.answered),
      long(agent.talk + runs('talking', 'onHold')),
      long(agent.wrapUp + runs('wrapUp')),
      long(agent.login + (agent.loggedInSince ? ran : 0)),
    ];
    values.forEach((value, index) => {
      const cell = row.children[index];
      if (cell.textContent !== value) cell.textContent = value;
    });
    row.children[0].title = [agent.name ? agent.agent : '', agent.queues.join(', ')].filter(Boolean).join(': ');
    row.children[1].style.color = STATE_COLOURS[agent.state];
  }
}

customElements.define('pulso-agents', AgentList);
