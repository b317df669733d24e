// Who is told what happens: registers endpoints, shows how they stand and what was tried, and does what a person wants of
// them. Everything here needs the admin token, which stays in this page's memory.
import { filled, language, text } from './webhooks-texts.js';

const REFRESH_MS = 3000;
const element = id => document.getElementById(id);
let token = '';
let chosen = null;

document.documentElement.lang = language;
document.querySelectorAll('[data-text]').forEach(one => { one.textContent = text[one.dataset.text]; });
element('board').href = `./?lang=${language}`;
element('board').title = text.board;
say(text.ask);
setInterval(() => token !== '' && refresh(), REFRESH_MS);
choices();

on('key', 'submit', async () => {
  token = element('token').value.trim();
  await refresh();
});
on('add', 'submit', async () => {
  const wanted = { url: element('url').value.trim(), date: element('date').value, schedule: element('schedule').value };
  for (const field of ['event', 'description']) {
    const value = element(field).value.trim();
    if (value !== '') wanted[field] = value;
  }
  const added = await ask('', 'POST', wanted);
  element('add').reset();
  element('adding').open = false;
  chosen = added.id;
  showSecret(added);
  await refresh();
});
on('secret-copy', 'click', () => navigator.clipboard.writeText(element('secret-text').textContent));
on('secret-hide', 'click', hideSecret);
on('test', 'click', async () => {
  const fired = await ask(path('/test'), 'POST');
  await refresh();
  say(filled(text.tested, outcome(fired)));
});
for (const act of ['pause', 'resume']) {
  on(act, 'click', async () => {
    await ask(path(`/${act}`), 'POST');
    await refresh();
    element(act === 'pause' ? 'resume' : 'pause').focus();
  });
}
on('rotate', 'click', async () => {
  if (confirm(filled(text.rotateSure, chosen))) {
    showSecret(await ask(path('/rotate-secret'), 'POST'));
  }
});
on('remove', 'click', async () => {
  if (confirm(filled(text.sure, chosen))) {
    const { removed } = await ask(path(''), 'DELETE');
    chosen = null;
    await refresh();
    say(filled(text.removed, removed));
  }
});
on('close', 'click', async () => {
  const left = chosen;
  chosen = null;
  await refresh();
  document.querySelector(`[data-endpoint="${CSS.escape(left)}"]`)?.focus();
});
on('replay', 'submit', async () => {
  const range = new URLSearchParams({
    from: new Date(element('from').value).toISOString(), to: new Date(element('to').value).toISOString(),
  });
  await ask(path(`/replay?${range}`), 'POST');
  say(text.replaying);
});
on('redrive', 'click', async () => {
  const { redriven } = await ask(path('/redrive'), 'POST');
  await refresh();
  say(filled(text.redriven, redriven));
});

function on(id, what, act) {
  element(id).addEventListener(what, async event => {
    event.preventDefault();
    say('');
    try {
      await act();
    } catch (problem) {
      say(problem instanceof TypeError ? text.away : problem.message, true);
    }
  });
}

/** What came of what somebody did stands until the next thing is done; how Pulso stands changes by itself. */
function say(what, isBad = false, where = 'says') {
  if (element(where).textContent !== what) element(where).textContent = what;
  element(where).className = isBad ? 'bad' : '';
}

function path(rest) {
  return `/${encodeURIComponent(chosen)}${rest}`;
}

async function ask(rest, method = 'GET', body = undefined) {
  const answer = await fetch(`/api/v1/webhooks${rest}`, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  if (answer.status === 401) {
    leave();
    throw new Error(text.wrong);
  }
  const { error, message, hint } = await answer.json();
  throw new Error(error === 'not-found' ? text.notHere : `${message} · ${hint}`);
}

/** Without the right token nothing is shown, and nothing is asked again. */
function leave() {
  token = '';
  element('inside').hidden = true;
}

async function refresh() {
  try {
    const all = await ask('');
    element('inside').hidden = false;
    say(all.failure ?? (all.endpoints.length === 0 ? text.none : ''), all.failure !== null, 'standing');
    table('endpoints',
      [text.id, text.event, text.url, text.description, text.state,
        [text.delivered], [text.failed], [text.dead], [text.waiting]],
      all.endpoints.map(endpointRow));
    const one = all.endpoints.find(known => known.id === chosen);
    if (one !== undefined) await showOne(one);
    element('one').hidden = one === undefined;
  } catch (problem) {
    say(problem instanceof TypeError ? text.away : problem.message, true, 'standing');
  }
}

async function showOne(one) {
  const [deliveries, dead] = await Promise.all([ask(path('/deliveries')), ask(path('/dead'))]);
  element('chosen').textContent = one.id;
  element('pause').hidden = one.paused || one.disabledReason !== null;
  element('resume').hidden = !one.paused && one.disabledReason === null;
  element('no-deliveries').hidden = deliveries.length > 0;
  element('no-dead').hidden = dead.length > 0;
  element('redrive').hidden = dead.length === 0;
  table('deliveries', deliveries.length === 0 ? [] : [text.at, text.event, [text.attempt], text.outcome, text.body, text.answer],
    deliveries.map(tried => [
      cell(moment(tried.at)),
      cell(tried.event),
      cell(tried.attempt, 'number'),
      cell(outcome(tried), tried.outcome === 'delivered' ? '' : 'bad'),
      cell(tried.body, 'text code'),
      cell(tried.answer, 'text code'),
    ]));
  table('dead', dead.length === 0 ? [] : [text.at, text.event, [text.attempt], text.why, text.answer],
    dead.map(letter => [
      cell(moment(letter.givenUpAt)),
      cell(letter.event),
      cell(letter.attempts, 'number'),
      cell(letter.reason, 'text'),
      cell(letter.answer, 'text code'),
    ]));
}

function endpointRow(one) {
  const name = cell('');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = one.id;
  button.title = text.show;
  button.dataset.endpoint = one.id;
  button.setAttribute('aria-pressed', String(one.id === chosen));
  button.addEventListener('click', () => { chosen = one.id; refresh(); });
  name.append(button);
  const state = one.disabledReason !== null ? `${text.disabled}: ${one.disabledReason}` : one.paused ? text.paused : text.active;
  return [
    name,
    cell(one.event ?? text.every),
    cell(one.url, 'text'),
    cell(one.description, 'text'),
    cell(state, one.disabledReason === null ? '' : 'bad'),
    ...['delivered', 'failedAttempts', 'dead', 'parked'].map(count => cell(one[count] ?? 0, 'number')),
  ];
}

function outcome(tried) {
  const said = text.outcomes[tried.outcome];
  return tried.status === null ? said : `${said} (${tried.status})`;
}

function moment(time) {
  return new Date(time).toLocaleString(language);
}

function showSecret({ id, secret }) {
  element('secret-of').textContent = `${text.secretOf} ${id}.`;
  element('secret-text').textContent = secret;
  element('secret').hidden = false;
  element('secret-copy').focus();
}

function hideSecret() {
  element('secret-text').textContent = '';
  element('secret').hidden = true;
}

function cell(content, kind = '') {
  const made = document.createElement('td');
  made.textContent = String(content);
  made.className = kind;
  return made;
}

/** A head in brackets is that of numbers. Whoever stands on a button of the table stays on it. */
function table(id, heads, rows) {
  const focused = document.activeElement?.dataset?.endpoint;
  const head = document.createElement('tr');
  heads.forEach(one => {
    const made = document.createElement('th');
    made.scope = 'col';
    made.textContent = [one].flat()[0];
    made.className = Array.isArray(one) ? 'number' : '';
    head.append(made);
  });
  element(id).replaceChildren(head, ...rows.map(cells => {
    const row = document.createElement('tr');
    row.append(...cells);
    return row;
  }));
  if (id === 'endpoints' && focused !== undefined) {
    document.querySelector(`[data-endpoint="${CSS.escape(focused)}"]`)?.focus();
  }
}

/** What can be chosen is what the API takes. */
async function choices() {
  const description = await (await fetch('/openapi.json')).json();
  const fields = description.components.schemas.WebhookRegistration.properties;
  const fill = (id, values, said) => element(id).replaceChildren(...values.map(value => new Option(said(value), value)));
  fill('event', ['', ...fields.event.enum], value => value === '' ? text.every : value);
  fill('date', fields.date.enum, value => value);
  fill('schedule', fields.schedule.enum, value => text.schedules[value]);
}
