// <pulso-dialer>: how far the dialer is with each list; read anew every few seconds, since lists move slowly.
import { count, percent, text, UNKNOWN } from './texts.js';
import { Widget, sheet } from './widget.js';

const EVERY_MS = 5000;
const HEADS = ['campaign', 'list', 'progress', 'done', 'ready', 'inProcess', 'blocked', 'active'];
const SHEET = sheet(`
  :host { overflow: auto; min-height: 0; }
  table { width: 100%; border-collapse: collapse; background: var(--shown-card); border: 1px solid var(--shown-line); border-radius: 0.8rem; }
  th { text-align: left; font-size: 0.8rem; color: var(--shown-quiet); font-weight: 600; }
  th, td { padding: 0.45rem 0.7rem; border-bottom: 1px solid var(--shown-line); white-space: nowrap; }
  td:first-child { font-weight: 600; }
  progress { width: 12rem; height: 0.7rem; accent-color: var(--shown-ok); vertical-align: middle; margin-right: 0.5rem; }
  p { color: var(--shown-quiet); }
`);

class Dialer extends Widget {
  constructor() {
    super(SHEET, '<table hidden id="table"><thead><tr id="heads"></tr></thead><tbody id="rows"></tbody></table><p id="empty"></p>');
    this.shadowRoot.getElementById('heads').append(...HEADS.map(name => {
      const head = document.createElement('th');
      head.scope = 'col';
      head.textContent = text(name);
      return head;
    }));
  }

  draw() {
    if (this.asked && Date.now() - this.asked < EVERY_MS) return;
    this.asked = Date.now();
    const url = new URL(this.live.url.replace('/stream', '/dialer'));
    for (const name of [...url.searchParams.keys()]) if (name !== 'sources') url.searchParams.delete(name);
    fetch(url, { cache: 'no-store' }).then(answer => answer.ok ? answer.json() : null).then(answer => answer && this.show(answer.lists))
      .catch(() => this.asked = 0);
  }

  show(lists) {
    this.say('empty', lists.length ? '' : text('noLists'));
    this.shadowRoot.getElementById('table').hidden = lists.length === 0;
    const several = new Set(lists.map(list => list.source)).size > 1;
    this.shadowRoot.getElementById('rows').replaceChildren(...lists.map(list => {
      const row = document.createElement('tr');
      const cells = [
        several ? `${list.source} · ${list.campaign}` : list.campaign, list.list, percent(list.progress),
        list.records == null ? UNKNOWN : `${count(list.done)} / ${count(list.records)}`,
        count(list.ready), count(list.inProcess), count(list.blocked), list.active == null ? UNKNOWN : text(list.active ? 'yes' : 'no'),
      ];
      row.append(...cells.map(words => {
        const cell = document.createElement('td');
        cell.textContent = words;
        return cell;
      }));
      if (list.progress != null) {
        const bar = document.createElement('progress');
        bar.value = list.progress;
        row.children[2].prepend(bar);
      }
      return row;
    }));
  }
}

customElements.define('pulso-dialer', Dialer);
