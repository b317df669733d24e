// From a figure to its passages to their rows: a dialog over the page. And the menu by which a list is saved as a file.
import { count, duration, language, text, UNKNOWN } from './texts.js';
import { sheet } from './widget.js';

const SHEET = sheet(`
  dialog { color: var(--ink, #eaf1f8); background: var(--card, #121a25); border: 1px solid var(--line, #223044); border-radius: 0.8rem; padding: 0;
    width: min(72rem, 94vw); height: min(46rem, 90vh); font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
  dialog::backdrop { background: rgb(0 0 0 / 60%); }
  form { display: flex; flex-direction: column; height: 100%; gap: 0.6rem; padding: 0.9rem 1.1rem; box-sizing: border-box; margin: 0; }
  header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; }
  h2 { margin: 0; font-size: 1.2rem; flex: 1; }
  p { margin: 0; color: var(--quiet, #9fb0c3); }
  .scroll { flex: 1; overflow: auto; min-height: 0; border: 1px solid var(--line, #223044); border-radius: 0.5rem; }
  table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
  th { position: sticky; top: 0; background: var(--card, #121a25); text-align: left; color: var(--quiet, #9fb0c3); font-weight: 600; }
  th, td { padding: 0.35rem 0.5rem; border-bottom: 1px solid var(--line, #223044); white-space: nowrap; }
  td.wide { white-space: normal; overflow-wrap: anywhere; font-size: 0.82rem; color: var(--quiet, #9fb0c3); }
  .number { text-align: right; }
  button, a { font: inherit; color: inherit; background: none; border: 1px solid var(--line, #223044); border-radius: 0.4rem; padding: 0.15rem 0.6rem; cursor: pointer; text-decoration: none; }
  td button { border: 0; padding: 0; text-decoration: underline; }
  footer { display: flex; gap: 0.6rem; align-items: center; }
  :focus-visible { outline: 2px solid var(--accent, #45d6b5); outline-offset: 1px; }
`);
const MENU = sheet(`
  .files { position: relative; font-size: 0.8rem; }
  .files summary { list-style: none; cursor: pointer; color: var(--shown-quiet); padding: 0 0.25rem; border-radius: 0.3rem; }
  .files summary::-webkit-details-marker { display: none; }
  .files div { position: absolute; right: 0; z-index: 2; display: flex; flex-direction: column; min-width: 9rem; background: var(--shown-card); border: 1px solid var(--shown-line); border-radius: 0.4rem; padding: 0.25rem; }
  .files a { color: inherit; text-decoration: none; padding: 0.25rem 0.5rem; white-space: nowrap; font-weight: 400; }
  .files a:hover, .files a:focus { background: var(--shown-line); }
`);
const FORMATS = ['csv', 'xlsx'];
const COLUMNS = [
  ['entered', row => time(row.enter)],
  ['caller', row => row.caller ?? UNKNOWN],
  ['outcome', row => text(`outcome_${row.outcome}`)],
  ['wait', row => duration(row.wait), true],
  ['agent', row => row.lastAgent ? `${row.agent} → ${row.lastAgent}` : row.agent ?? UNKNOWN],
  ['talk', row => duration(row.talk), true],
  ['wrapUpHead', row => duration(row.wrapUp), true],
];

function time(iso) {
  return iso.slice(0, 19).replace('T', ' ');
}

/** An address beside the event stream's, with its filters and more. */
export function address(live, path, more) {
  const url = new URL(live.url.replace('/stream', path));
  for (const [name, value] of Object.entries(more)) if (value != null) url.searchParams.set(name, value);
  return url;
}

/** A menu of files; a list is { words, path, more } as for {@link address}. */
export function fileMenu(root, live, lists) {
  root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, MENU])];
  const menu = document.createElement('details');
  menu.className = 'files';
  const head = menu.appendChild(document.createElement('summary'));
  head.textContent = '⤓';
  head.ariaLabel = text('download');
  head.title = text('download');
  const body = menu.appendChild(document.createElement('div'));
  for (const { words, path, more } of lists) {
    for (const format of FORMATS) {
      const link = body.appendChild(document.createElement('a'));
      link.textContent = `${words} · ${format.toUpperCase()}`;
      link.href = address(live, path, { ...more, format, lang: language });
      link.download = '';
      link.addEventListener('click', () => { menu.open = false; });
    }
  }
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    head.focus();
  });
  menu.addEventListener('focusout', event => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}

/** Shows the passages that a figure counts. */
export function showPassages(live, title, more) {
  const host = document.body.appendChild(document.createElement('div'));
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [SHEET];
  root.innerHTML = `<dialog aria-labelledby="title"><form method="dialog">
    <header><h2 id="title"></h2><button id="back" type="button" hidden></button><span id="files"></span><button id="close" autofocus></button></header>
    <p id="says" role="status"></p><div class="scroll" tabindex="0"><table><thead><tr id="heads"></tr></thead><tbody id="rows"></tbody></table></div>
    <footer><button id="more" type="button" hidden></button></footer></form></dialog>`;
  const find = id => root.getElementById(id);
  find('title').textContent = title;
  find('close').textContent = text('close');
  find('more').textContent = text('more');
  find('back').textContent = text('back');
  for (const format of FORMATS) {
    const link = find('files').appendChild(document.createElement('a'));
    link.textContent = format.toUpperCase();
    link.download = '';
    link.href = address(live, '/passages', { ...more, format, lang: language });
    find('files').append(' ');
  }
  const state = { passages: [], next: null };
  const say = words => { find('says').textContent = words; };

  async function ask(url) {
    const answer = await fetch(url, { cache: 'no-store' });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${body.message} (${body.hint})`);
    return body;
  }

  async function load() {
    say(text('loading'));
    try {
      const page = await ask(address(live, '/passages', { ...more, limit: 100, cursor: state.next }));
      state.passages.push(...page.passages);
      state.next = page.next;
      list();
    } catch (problem) {
      say(problem.message);
    }
  }

  function heads(names) {
    find('heads').replaceChildren(...names.map(([words, isNumber]) => {
      const head = document.createElement('th');
      head.scope = 'col';
      head.textContent = words;
      head.className = isNumber ? 'number' : '';
      return head;
    }));
  }

  function list() {
    find('back').hidden = true;
    find('title').textContent = title;
    find('more').hidden = !state.next;
    say(state.passages.length ? text(state.next ? 'firstPassages' : 'allPassages', { count: count(state.passages.length) }) : text('noPassages'));
    heads([...COLUMNS.map(([name, , isNumber]) => [text(name), isNumber]), [text('rows'), false]]);
    find('rows').replaceChildren(...state.passages.map(passage => {
      const row = document.createElement('tr');
      for (const [, value, isNumber] of COLUMNS) {
        const cell = row.appendChild(document.createElement('td'));
        cell.textContent = value(passage);
        cell.className = isNumber ? 'number' : '';
      }
      const button = row.appendChild(document.createElement('td')).appendChild(document.createElement('button'));
      button.type = 'button';
      button.textContent = passage.interaction;
      button.addEventListener('click', () => showRows(passage));
      return row;
    }));
  }

  async function showRows(passage) {
    say(text('loading'));
    try {
      const path = [passage.source, passage.channel, passage.interaction].map(encodeURIComponent).join('/');
      const url = new URL(live.url.replace('/stream', `/passages/${path}`));
      url.search = '';
      const { rows } = await ask(url);
      const lines = rows.flatMap(table => table.rows.map(row => [table.table, row]));
      find('title').textContent = passage.interaction;
      find('back').hidden = false;
      find('more').hidden = true;
      say('');
      heads([[text('table')], [text('timeHead')], [text('event')], [text('agent')], [text('details')]]);
      find('rows').replaceChildren(...lines.map(([table, { datetime, calldate, at, event, agent, ...rest }]) => {
        const row = document.createElement('tr');
        const details = Object.entries(rest).filter(([name]) => !/^(interaction|queue|event_agent|topic_offset|kind)$/.test(name));
        const cells = [table, (datetime ?? calldate ?? at ?? '').replace('T', ' ').slice(0, 19), event ?? '', agent ?? '', details.map(([name, value]) => `${name}=${value}`).join('  ')];
        cells.forEach((value, index) => {
          const cell = row.appendChild(document.createElement('td'));
          cell.textContent = value;
          cell.className = index === 4 ? 'wide' : '';
        });
        return row;
      }));
      find('back').focus();
    } catch (problem) {
      say(problem.message);
    }
  }

  find('more').addEventListener('click', load);
  find('back').addEventListener('click', list);
  const dialog = root.querySelector('dialog');
  dialog.addEventListener('close', () => host.remove());
  dialog.showModal();
  return load();
}
