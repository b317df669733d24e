// Manages webhooks in a real browser, of a Pulso that runs: PULSO_URL, PULSO_TOKEN its admin token. RECEIVER is told;
// /control/answer/STATUS says what it answers, /control/event makes something happen. CHROMIUM is the browser's path.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const url = process.env.PULSO_URL;
const token = process.env.PULSO_TOKEN;
const receiver = process.env.RECEIVER;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
});
after(() => browser.close());

async function open(language = 'en', width = 1920) {
  const page = await browser.newPage({ viewport: { width, height: 1080 } });
  page.problems = [];
  page.on('pageerror', error => page.problems.push(error.message));
  page.on('dialog', dialog => dialog.accept());
  await page.goto(`${url}/webhooks.html?lang=${language}`);
  return page;
}

async function inside(language, width) {
  const page = await open(language, width);
  await page.locator('#token').fill(token);
  await page.keyboard.press('Enter');
  await page.locator('#inside').waitFor();
  return page;
}

async function add(page, path = '/hook', event = '') {
  const before = await page.locator('#endpoints tr').count();
  await page.locator('#adding summary').click();
  await page.locator('#event option').nth(1).waitFor({ state: 'attached' });
  await page.locator('#url').fill(receiver + path);
  if (event !== '') await page.locator('#event').selectOption(event);
  await page.locator('#description').fill('from the page');
  await page.locator('#add button').click();
  await page.locator('#one').waitFor();
  assert.ok(await page.locator('#endpoints tr').count() > before);
  return page.locator('#chosen').innerText();
}

const says = (page, words) => page.locator('#says', { hasText: words }).waitFor();
const picture = async (page, name) => {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
};

test('shows nothing without the token, and nothing with a wrong one', async () => {
  const page = await open();
  assert.equal(await page.locator('#inside').isVisible(), false);
  await page.locator('#token').fill('wrong');
  await page.keyboard.press('Enter');
  await page.locator('#standing', { hasText: 'This token is not right.' }).waitFor();
  assert.equal(await page.locator('#inside').isVisible(), false);
  await page.locator('#token').fill(token);
  await page.locator('#key button').click();
  await page.locator('#inside').waitFor();
  assert.deepEqual(page.problems, []);
});

test('adds an endpoint, shows its secret once, tests, pauses, resumes and removes it', async () => {
  const page = await inside();
  const id = await add(page);
  const secret = await page.locator('#secret-text').innerText();
  assert.match(secret, /^whsec_/);
  await picture(page, 'webhooks');
  await page.locator('#secret-hide').click();
  assert.equal(await page.locator('#secret-text').textContent(), '');
  assert.ok(!(await page.content()).includes(secret));

  await page.locator('#test').click();
  await says(page, 'Test: delivered (204).');
  const row = page.locator('#deliveries tr').nth(1);
  assert.match(await row.innerText(), /AgentLog[\s\S]*delivered \(204\)[\s\S]*"event":"AgentLog"/);
  await fetch(`${receiver}/control/answer/500`);
  await page.locator('#test').click();
  await says(page, 'Test: given up (500).');
  await page.locator('#deliveries td', { hasText: 'the answer to 500' }).waitFor();
  await fetch(`${receiver}/control/answer/204`);

  await page.locator('#pause').click();
  await page.locator('#endpoints tr', { hasText: id }).locator('td', { hasText: /^paused$/ }).waitFor();
  await page.locator('#resume').click();
  await page.locator('#endpoints tr', { hasText: id }).locator('td', { hasText: /^active$/ }).waitFor();
  await page.locator('#rotate').click();
  await page.locator('#secret').waitFor();
  assert.notEqual(await page.locator('#secret-text').innerText(), secret);
  await page.locator('#remove').click();
  await says(page, `${id} is removed.`);
  assert.equal(await page.locator('#endpoints', { hasText: id }).count(), 0);
  assert.deepEqual(page.problems, []);
});

test('shows what was given up and tries it anew; tells a range again', async () => {
  const page = await inside();
  await fetch(`${receiver}/control/answer/410`);
  const id = await add(page, '/gone', 'AgentBreak');
  await fetch(`${receiver}/control/event`);
  await page.locator('#dead td', { hasText: 'answered 410 Gone' }).waitFor({ timeout: 15_000 });
  await page.locator('#endpoints tr', { hasText: id }).locator('td', { hasText: 'disabled: answered 410' }).waitFor();
  await picture(page, 'webhooks-given-up');
  await fetch(`${receiver}/control/answer/204`);
  await page.locator('#resume').click();
  await page.locator('#endpoints tr', { hasText: id }).locator('td', { hasText: /^active$/ }).waitFor();
  await page.locator('#redrive').click();
  await says(page, '1 events are tried anew.');
  await page.locator('#no-dead').waitFor();
  await page.locator('#deliveries td', { hasText: 'delivered (204)' }).waitFor();

  const local = time => new Date(time - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  await page.locator('#from').fill(local(Date.now() - 600_000));
  await page.locator('#to').fill(local(Date.now() + 600_000));
  await page.locator('#replay button').click();
  await says(page, 'What happened then is told again.');
  await page.waitForFunction(() => [...document.querySelectorAll('#deliveries td')].filter(cell => cell.textContent === 'delivered (204)').length === 2);
  await page.locator('#remove').click();
  await says(page, 'is removed.');
  assert.deepEqual(page.problems, []);
});

test('says what is wrong with a url', async () => {
  const page = await inside();
  await page.locator('#adding summary').click();
  await page.locator('#url').fill('https://169.254.169.254/latest');
  await page.locator('#add button').click();
  await page.locator('#endpoints td.bad', { hasText: 'not public' }).waitFor();
  await page.locator('#remove').click();
  await says(page, 'is removed.');
});

test('speaks Spanish and Portuguese, without a text that is missing', async () => {
  for (const [language, heading, state] of [['es', 'Destinos', 'activo'], ['pt', 'Destinos', 'ativo'], ['en', 'Endpoints', 'active']]) {
    const page = await inside(language);
    assert.equal(await page.locator('h3[data-text="endpoints"]').innerText(), heading);
    await add(page);
    await page.locator('#endpoints td', { hasText: new RegExp(`^${state}$`) }).waitFor();
    assert.ok(!(await page.locator('body').innerText()).includes('undefined'));
    await picture(page, `webhooks-${language}`);
    await page.locator('#remove').click();
    assert.deepEqual(page.problems, []);
  }
});

test('is used with the keyboard alone, and keeps the place when it refreshes', async () => {
  const page = await inside();
  const id = await add(page);
  await page.locator('#close').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.dataset.endpoint !== undefined);
  await page.waitForTimeout(3500);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.endpoint), id);
  await page.keyboard.press('Enter');
  await page.locator('#one').waitFor();
  await page.waitForFunction(() => document.activeElement.dataset.endpoint !== undefined);
  const reached = [];
  for (let step = 0; step < 12 && !reached.includes('remove'); step++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement.id));
  }
  assert.ok(reached.includes('test') && reached.includes('pause') && reached.includes('remove'), String(reached));
  await page.keyboard.press('Enter');
  await says(page, 'is removed.');
});

test('can be read: every text stands out from its ground by 4.5 to 1, also on a small screen', async () => {
  for (const width of [1920, 400]) {
    const page = await inside('es', width);
    await add(page);
    await page.locator('#test').click();
    await page.locator('#deliveries td').first().waitFor();
    const weak = await page.evaluate(() => {
      const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      const luminance = color => {
        const [r, g, b] = color.match(/[\d.]+/g).map(Number);
        return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
      };
      const ground = element => {
        for (let one = element; one !== null; one = one.parentElement) {
          const color = getComputedStyle(one).backgroundColor;
          if (color !== 'rgba(0, 0, 0, 0)') return color;
        }
        return 'rgb(21, 32, 46)';
      };
      return [...document.querySelectorAll('body *')]
        .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''))
        .map(one => {
          const [a, b] = [luminance(getComputedStyle(one).color), luminance(ground(one))].sort((x, y) => y - x);
          return [one.textContent, (a + 0.05) / (b + 0.05)];
        })
        .filter(([, contrast]) => contrast < 4.5);
    });
    assert.deepEqual(weak, []);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('input, select')]
      .filter(one => one.labels.length === 0).map(one => one.id)), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `scrolls sideways at ${width}`);
    await picture(page, `webhooks-${width}`);
    await page.locator('#remove').click();
    await page.locator('#one').waitFor({ state: 'hidden' });
  }
});
