// The board page: one tile for each queue, the agents, the clock. All of it is widgets.js; this lays it out.
import { Live, queueKey } from './live.js';
import { age, language, text } from './texts.js';
import './widgets.js';

const PASSED_ON = ['window', 'sources', 'queues', 'groups', 'channels', 'sl', 'short', 'formula'];
const LOOK_AGAIN_MS = 60000;
const asked = new URLSearchParams(location.search);
const parameters = new URLSearchParams([...asked].filter(([name]) => PASSED_ON.includes(name)));
const live = Live.of('', parameters.toString());

document.documentElement.lang = language;
document.body.dataset.view = asked.get('view') ?? 'all';
for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
for (const section of ['agents', 'figures', 'dialer']) document.querySelector(`.${section}`).setAttribute('aria-label', text(section));
// What is not looked at is not drawn.
const WIDGETS = {
  all: ['pulso-agents'], agents: ['pulso-agents'], queues: [], figures: ['pulso-figures'], dialer: ['pulso-dialer'],
}[document.body.dataset.view] ?? ['pulso-agents'];
for (const element of document.querySelectorAll('main section > *:is(pulso-agents, pulso-figures, pulso-dialer)')) {
  if (!WIDGETS.includes(element.localName)) element.remove();
}
for (const name of ['pulso-totals', 'pulso-status', ...WIDGETS]) document.querySelector(name).live = live;
for (const link of document.querySelectorAll('#views a')) {
  const target = new URLSearchParams(asked);
  if (link.dataset.view === 'all') target.delete('view');
  else target.set('view', link.dataset.view);
  link.href = `?${target}`;
  if (link.dataset.view === document.body.dataset.view) link.setAttribute('aria-current', 'page');
}

/** A choice that is a parameter of the page: choosing loads the page with it. */
function choice(id, options, chosen) {
  const select = document.getElementById(id);
  for (const value of options) if (![...select.options].some(option => option.value === value)) select.add(new Option(value || text('all'), value));
  select.value = chosen;
  select.onchange = () => {
    if (select.value) asked.set(id, select.value);
    else asked.delete(id);
    location.search = asked.toString();
  };
}

const wantedWindow = asked.get('window') ?? 'today';
choice('window', [wantedWindow], wantedWindow);

/** Channels and groups that there are, whatever is shown; a centre with one channel and no groups has nothing to choose. */
async function offerFilters() {
  try {
    const everything = new URLSearchParams({ window: '1m', ...(asked.has('sources') && { sources: asked.get('sources') }) });
    const answer = await fetch(`api/v1/board?${everything}`, { cache: 'no-store' });
    if (!answer.ok) return;
    const { queues, groups } = await answer.json();
    const found = { channels: [...new Set(queues.map(queue => queue.channel))].sort(), groups: Object.keys(groups) };
    for (const [id, names] of Object.entries(found)) {
      const wanted = asked.get(id) ?? '';
      document.getElementById(`${id}-choice`).hidden = !wanted && names.length < (id === 'channels' ? 2 : 1);
      choice(id, ['', ...names, wanted], wanted);
    }
  } catch {
    // The next look finds them.
  }
}
offerFilters();
setInterval(offerFilters, LOOK_AGAIN_MS);

const tiles = document.getElementById('tiles');
const tileByKey = new Map();

function layTiles() {
  const keys = [...live.queues.keys()].sort((a, b) => {
    const [one, other] = [live.queues.get(a), live.queues.get(b)];
    return one.direction.localeCompare(other.direction) || one.queue.localeCompare(other.queue, language)
      || one.channel.localeCompare(other.channel) || one.source.localeCompare(other.source);
  });
  for (const [key, tile] of tileByKey) {
    if (!live.queues.has(key)) {
      tile.remove();
      tileByKey.delete(key);
    }
  }
  keys.forEach((key, index) => {
    let tile = tileByKey.get(key);
    if (!tile) {
      const queue = live.queues.get(key);
      tile = document.createElement('pulso-queue');
      tile.setAttribute('source', queue.source);
      tile.setAttribute('channel', queue.channel);
      tile.setAttribute('queue', queue.queue);
      for (const name of ['warn', 'alarm']) if (asked.has(name)) tile.setAttribute(name, asked.get(name));
      tile.live = live;
      tileByKey.set(queueKey(queue), tile);
    }
    if (tiles.children[index] !== tile) tiles.insertBefore(tile, tiles.children[index] ?? null);
  });
  if (keys.length === 0) tiles.textContent = text('none');
  else if (tiles.firstChild?.nodeType === Node.TEXT_NODE) tiles.firstChild.remove();
  tiles.style.setProperty('--columns', columnsFor(keys.length));
}

/** As square as a 16:9 screen allows. */
function columnsFor(number) {
  if (number <= 1) return 1;
  if (number <= 4) return 2;
  if (number <= 9) return 3;
  return 4;
}

function tick() {
  if (!live.head) return;
  const zone = live.head.timezone;
  document.getElementById('clock').textContent = new Intl.DateTimeFormat(language, {
    timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
  }).format(live.now());
  document.getElementById('zone').textContent = zone.replaceAll('_', ' ');
  document.getElementById('lag').textContent = text('lag', { age: age(live.age()) });
}

live.addEventListener('change', () => {
  if (live.queues.size !== tileByKey.size || [...live.queues.keys()].some(key => !tileByKey.has(key))) layTiles();
});
setInterval(tick, 250);

// A board on a wall must not go dark; where the browser knows no such thing, its own settings decide.
async function stayAwake() {
  try {
    await navigator.wakeLock?.request('screen');
  } catch {
    // Refused, for example while the page is hidden.
  }
}
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && stayAwake());
stayAwake();
