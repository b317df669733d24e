// Looks at the page in a real browser. PULSO_URL is a running FakeCentre; CHROMIUM the browser's path.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const url = process.env.PULSO_URL;
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
});
after(() => browser.close());

async function open(query = '', size = { width: 1920, height: 1080 }) {
  const page = await view(query, size);
  await page.locator('pulso-queue').first().waitFor();
  return page;
}

async function view(query, size = { width: 1920, height: 1080 }) {
  const page = await browser.newPage({ viewport: size });
  page.problems = [];
  page.on('pageerror', error => page.problems.push(error.message));
  page.on('console', message => message.type() === 'error' && page.problems.push(message.text()));
  await page.goto(`${url}/${query}`);
  return page;
}

async function picture(page, name) {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` });
}

test('shows a tile for each queue with its formula, and every agent', async () => {
  const page = await open('?lang=en');
  const board = await (await fetch(`${url}/api/v1/board`)).json();
  assert.equal(await page.locator('pulso-queue').count(), board.queues.length);
  assert.match(await page.locator('pulso-queue').first().locator('#formula').innerText(), /≤ 20 s, sl6/);
  const agents = await (await fetch(`${url}/api/v1/agents`)).json();
  await page.waitForFunction(
    number => document.querySelector('pulso-agents').shadowRoot.querySelectorAll('tbody tr').length === number,
    agents.agents.length);
  await picture(page, 'board');
  assert.deepEqual(page.problems, []);
});

test('counts the longest wait up each second by itself', async () => {
  const page = await open('?lang=en');
  const longest = page.locator('pulso-totals').locator('#longest');
  await page.waitForFunction(() => /\d:\d\d/.test(document.querySelector('pulso-totals').shadowRoot.getElementById('longest').textContent));
  const before = await longest.innerText();
  await page.waitForTimeout(2100);
  assert.notEqual(await longest.innerText(), before);
});

test('speaks Spanish and Portuguese', async () => {
  const spanish = await open('?lang=es');
  assert.equal(await spanish.locator('#queues-title span').first().innerText(), 'Colas');
  const portuguese = await open('?lang=pt');
  assert.equal(await portuguese.locator('#queues-title span').first().innerText(), 'Filas');
});

test('filters and sorts agents', async () => {
  const page = await open('?lang=en');
  const list = page.locator('pulso-agents');
  await list.locator('tbody tr').first().waitFor();
  await list.locator('#search').fill('elena');
  await page.waitForFunction(() => document.querySelector('pulso-agents').shadowRoot.querySelectorAll('tbody tr').length === 1);
  await list.locator('#search').fill('');
  await list.getByRole('button', { name: 'Agent', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('pulso-agents').shadowRoot.querySelector('tbody td').textContent === 'Ana Pérez');
  assert.equal(await list.locator('th[aria-sort]').innerText(), 'Agent');
});

test('shows the queues of a channel or of a group', async () => {
  const page = await open('?lang=en');
  await page.locator('#groups option', { hasText: 'Comercial' }).waitFor({ state: 'attached' });
  await page.locator('#groups').selectOption('Comercial');
  await page.waitForURL(/groups=Comercial/);
  await page.locator('pulso-queue').first().waitFor();
  assert.equal(await page.locator('pulso-queue').count(), 4);
  assert.match(await page.locator('pulso-queue').first().locator('#channel').innerText(), /Comercial/);
  const chats = await open('?lang=en&channels=webchat');
  assert.deepEqual(await chats.locator('pulso-queue').locator('#name').allInnerTexts(), ['Ayuda web<-']);
  assert.equal(await chats.locator('#channels').inputValue(), 'webchat');
  assert.deepEqual(page.problems, []);
});

test('judges a queue by its own target and calls agents by their names', async () => {
  const page = await open('?lang=en');
  assert.match(await page.locator('pulso-queue[queue="Premium<-"]').locator('#formula').innerText(), /≤ 10 s, sl6/);
  assert.match(await page.locator('pulso-totals').locator('#serviceLevel-label').innerText(), /≤ T, sl6/);
  await page.locator('pulso-agents').getByText('Pablo Roca Silva').waitFor();
});

test('explains every figure in the language of the board', async () => {
  const { kpis } = await (await fetch(`${url}/api/v1/kpis`)).json();
  for (const language of ['en', 'es', 'pt']) {
    const page = await view(`?lang=${language}&view=figures`);
    await page.locator('pulso-figures').locator('#queue-serviceLevel').waitFor();
    assert.equal(await page.locator('pulso-figures').locator('dl > div').count(), kpis.filter(kpi => kpi.scope !== 'agent').length);
    const words = kpis.find(kpi => kpi.id === 'serviceLevel').sentence[language];
    assert.equal(await page.locator('pulso-figures').locator('#queue-serviceLevel dt').innerText(), words);
    assert.match(await page.locator('pulso-figures').locator('#queue-serviceLevel dd').innerText(), /%/);
    await picture(page, `figures-${language}`);
    assert.deepEqual(page.problems, []);
  }
});

test("shows how far the dialer's lists are", async () => {
  const page = await view('?lang=es&view=dialer');
  await page.locator('pulso-dialer').locator('tbody tr').first().waitFor();
  assert.match(await page.locator('pulso-dialer').locator('tbody').innerText(), /clientes-noviembre\s+68\s*%/);
  await picture(page, 'dialer');
  assert.deepEqual(page.problems, []);
});

test('fits a laptop without scrolling sideways', async () => {
  const page = await open('?lang=es', { width: 1366, height: 768 });
  await picture(page, 'laptop');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

test('says so when the connection is lost', async () => {
  const page = await open('?lang=en');
  await page.context().setOffline(true);
  await page.route('**/*', route => route.abort());
  await page.evaluate(() => document.querySelector('pulso-status').live.events.close());
  const banner = page.locator('pulso-status').locator('#banner');
  await page.waitForFunction(() => /old/.test(document.querySelector('pulso-status').shadowRoot.getElementById('banner').textContent), null, { timeout: 15000 });
  assert.match(await banner.innerText(), /Connection lost. Data is .* old/);
  await picture(page, 'lost');
  await page.context().setOffline(false);
  await page.unroute('**/*');
  await page.waitForFunction(() => document.querySelector('pulso-status').shadowRoot.getElementById('banner').textContent === '', null, { timeout: 20000 });
});

test('leads from a figure to its passages to their rows, by keyboard too', async () => {
  const page = await open('?lang=es&window=today');
  const tile = page.locator('pulso-queue[queue="Ventas<-"]');
  await tile.locator('[data-name="offered"] button').focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog');
  await dialog.locator('tbody tr').first().waitFor();
  assert.match(await dialog.locator('h2').innerText(), /^Ventas<- · /);
  assert.match(await dialog.locator('#says').innerText(), /en total|primeros/);
  await picture(page, 'passages');
  await dialog.locator('tbody button').first().click();
  await page.waitForFunction(() => [...document.querySelectorAll('body > div')].some(host => host.shadowRoot?.querySelector('td')?.textContent === 'queue_log'));
  await picture(page, 'rows');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'pulso-queue');
  assert.deepEqual(page.problems, []);
});

test('saves lists as files', async () => {
  const page = await open('?lang=en');
  const menu = page.locator('pulso-totals .files');
  await menu.locator('summary').focus();
  await page.keyboard.press('Enter');
  await picture(page, 'files');
  for (const [words, name] of [['Queues · CSV', /^pulso-board-.*\.csv$/], ['Agents · XLSX', /^pulso-agents-.*\.xlsx$/]]) {
    if (!await menu.getAttribute('open').then(open => open != null)) await menu.locator('summary').click();
    const [download] = await Promise.all([page.waitForEvent('download'), menu.locator('a', { hasText: words }).click()]);
    assert.match(download.suggestedFilename(), name);
  }
  assert.deepEqual(page.problems, []);
});
