/**
 * The sample hospital in real headless Chromium, to the good ending:
 * `BASE_URL=http://127.0.0.1:3000 node test/browser/sample.browser.ts FOLDER`, on a sample that has not been decided.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Checks, expectThat } from './checks.ts';
import { SamplePage } from './sample-page.ts';

const alertTimeoutMs = 120_000;
const timelineEntry = 'section[aria-labelledby="happened-title"] details';
const baseUrl = process.env['BASE_URL'] ?? 'http://127.0.0.1:3000';
const folder = process.argv[2] ?? join('test-results', 'browser');
const profile = mkdtempSync(join(tmpdir(), 'baton-browser-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1360, height: 900 },
  locale: 'en-US',
  // Far from the hospital: its times are said in its own zone all the same.
  timezoneId: 'America/New_York',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
});
const page = browser.pages()[0] ?? (await browser.newPage());
const hospital = new SamplePage(page, { baseUrl, folder });
const checks = new Checks();
const complaints: string[] = [];
const asked: string[] = [];
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
page.on('request', (request) => asked.push(new URL(request.url()).origin));

await checks.check('the sample plays', async () => {
  await hospital.open('/');
  const before = await hospital.clock();
  await hospital.play();
  await page.locator(`[data-choice] time:not([datetime="${before}"])`).waitFor();
});

await checks.check('the alert appears without a reload', async () => {
  await page.evaluate("document.body.setAttribute('data-same-page', '')");
  await hospital.rows.first().waitFor({ timeout: alertTimeoutMs });
  await hospital.choice('waiting', 30_000);
  expectThat((await page.locator('body[data-same-page]').count()) === 1, 'the page was loaded again');
  const title = await hospital.rows.first().locator('h3').innerText();
  expectThat(/unless/.test(title), `the row does not say what happens unless: ${title}`);
});

await checks.check('times are said in the zone of the hospital', async () => {
  const row = hospital.rows.first();
  const title = await row.locator('h3').innerText();
  const limit = await row.locator('.figures span').last().innerText();
  expectThat(title.includes(limit), `the sentence says “${title}”, the figure ${limit}`);
});

await checks.check('the board says what Baton cannot see, and moves no row under the pointer', async () => {
  await hospital.rows.first().hover();
  const top = async (): Promise<number> => (await hospital.rows.first().boundingBox())!.y;
  const before = await top();
  await hospital.publishEndedCalendar();
  await page.waitForResponse(async (answer) => {
    const isAsked = new URL(answer.url()).pathname === '/v1/blind-spots';
    return isAsked && (await answer.text()).includes('calendar-past');
  });
  expectThat((await top()) === before, 'the row moved');
  await hospital.leave();
  await page.locator('section[aria-labelledby="blind-title"] li[data-kind="calendar-past"]').waitFor();
});

await checks.check('the board looks right on a desk, in the dark and at 360 px', () => hospital.looks('board'));

await checks.check('J and K move, ? lists the keys, G opens the best way out', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.locator('[data-episode]:focus').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

await checks.check('Enter opens the case with its lanes and its timeline', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cases/*');
  await page.locator('.names li').nth(4).waitFor();
  const bars = await page.locator('.chart svg svg').count();
  expectThat(bars >= 8, `only ${bars} bars in the lanes`);
  const entries = page.locator(timelineEntry);
  expectThat((await entries.count()) >= 8, `only ${await entries.count()} entries on the timeline`);
  await entries.first().locator('summary').click();
  await entries.first().locator('pre').waitFor();
});

await checks.check('the case says why it stalls, and what that rests on', async () => {
  const why = page.locator('section[aria-labelledby="why-title"]');
  await why.locator('details.stalled li').first().waitFor();
  await why.locator('details.stalled .entries summary').first().click();
  await why.locator('details.stalled .entries time').first().waitFor();
});

await checks.check('the case looks right on a desk, in the dark and at 360 px', () => hospital.looks('case'));

await checks.check('the slider replays the case', async () => {
  const entries = await page.locator(timelineEntry).count();
  const last = page.locator(timelineEntry).nth(entries - 1);
  const slider = page.getByRole('slider');
  await slider.focus();
  await slider.press('Home');
  await last.waitFor({ state: 'detached' });
  await slider.press('End');
  await last.waitFor();
});

await checks.check('the inbox shows what waits for a signatory', async () => {
  await hospital.open('/inbox');
  const parties = page.getByLabel('Whose inbox');
  await parties.locator('option').nth(3).waitFor({ state: 'attached' });
  await parties.selectOption('V');
  await page.waitForURL('**/inbox?party=V');
  await page.locator('[data-case]').first().waitFor();
  await hospital.looks('inbox');
});

await checks.check('the console speaks Chinese, and English again', async () => {
  await page.getByLabel('Language').selectOption('zh-Hans');
  await page.getByRole('heading', { name: '待签' }).waitFor();
  await page.getByLabel('语言').selectOption('en');
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
});

await checks.check('granting the way out changes the ending, and the row goes', async () => {
  await hospital.open('/');
  const row = hospital.rows.first();
  await row.waitFor();
  const episode = await row.getAttribute('data-episode');
  await row.locator('[data-act="grant"]').click();
  await page.getByRole('dialog').getByRole('textbox').fill('Operations stop after the holiday otherwise.');
  await page.screenshot({ path: join(folder, 'grant.png') });
  await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await hospital.leave();
  await hospital.choice('granted', 30_000);
  await hospital.play();
  await page.locator(`[data-episode="${episode}"]`).waitFor({ state: 'detached', timeout: alertTimeoutMs });
  await page.screenshot({ path: join(folder, 'board-granted.png') });
});

await checks.check('the page asks nobody else and complains about nothing', async () => {
  const own = new URL(baseUrl).origin;
  expectThat(asked.includes(own), 'no request was seen at all');
  const strangers = asked.filter((origin) => origin !== own);
  expectThat(strangers.length === 0, `requests elsewhere: ${strangers.join(', ')}`);
  expectThat(complaints.length === 0, complaints.join('; '));
});

await browser.close();
rmSync(profile, { recursive: true, force: true });
process.exitCode = checks.finish() ? 0 : 1;
