// The board page: one tile for each queue, the agents, the clock. All of it is widgets.js; this lays it out.
import { Live, queueKey } from './live.js';
import { age, language, text } from './texts.js';
import './widgets.js';

const PASSED_ON = ['window', 'sources', 'queues', 'channels', 'sl', 'short', 'formula'];
const asked = new URLSearchParams(location.search);
const parameters = new URLSearchParams([...asked].filter(([name]) => PASSED_ON.includes(name)));
const live = Live.of('', parameters.toString());

document.documentElement.lang = language;
document.body.dataset.view = asked.get('view') ?? 'all';
for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
document.querySelector('.agents').setAttribute('aria-label', text('agents'));
for (const name of ['pulso-totals', 'pulso-status', 'pulso-agents']) document.querySelector(name).live = live;

const windowChoice = document.getElementById('window');
const wantedWindow = asked.get('window') ?? 'today';
if (![...windowChoice.options].some(option => option.value === wantedWindow)) {
  windowChoice.add(new Option(wantedWindow, wantedWindow));
}
windowChoice.value = wantedWindow;
windowChoice.addEventListener('change', () => {
  asked.set('window', windowChoice.value);
  location.search = asked.toString();
});

const tiles = document.getElementById('tiles');
const tileByKey = new Map();

function layTiles() {
  const keys = [...live.queues.keys()].sort((a, b) => {
    const [one, other] = [live.queues.get(a), live.queues.get(b)];
    return one.direction.localeCompare(other.direction) || one.queue.localeCompare(other.queue, language);
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
