import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expectThat } from './checks.ts';

const background = 'getComputedStyle(document.body).backgroundColor';

/** The console with the sample hospital in a browser, in the words of the checks. */
export class SamplePage {
  readonly page: Page;
  private readonly baseUrl: string;
  private readonly folder: string;

  constructor(page: Page, settings: { readonly baseUrl: string; readonly folder: string }) {
    this.page = page;
    this.baseUrl = settings.baseUrl;
    this.folder = settings.folder;
    mkdirSync(settings.folder, { recursive: true });
  }

  get rows(): Locator {
    return this.page.locator('[data-episode]');
  }

  get sample(): Locator {
    return this.page.locator('[data-choice]');
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.baseUrl + path);
    await this.sample.waitFor();
  }

  /** A calendar of which nothing depends. */
  async publishEndedCalendar(): Promise<void> {
    const calendar = {
      ...{ id: 'ended', revision: 1, zone: 'UTC', weekly: {}, daysOff: [], extraWorkdays: {}, special: {} },
      ...{ source: 'browser', hash: 'x', validThrough: '2020-12-31' },
      transitions: [{ at: '1970-01-01T00:00:00Z', offsetMinutes: 0 }],
    };
    const event = { specversion: '1.0', id: 'ended', source: '/browser', type: 'baton.rules.calendar-published.v1' };
    const answer = await this.page.request.post(`${this.baseUrl}/v1/events`, {
      headers: { 'content-type': 'application/cloudevents+json' },
      data: JSON.stringify({ ...event, data: { calendar } }),
    });
    expectThat(answer.status() === 202, `publishing answers ${answer.status()}`);
  }

  clock(): Promise<string | null> {
    return this.sample.locator('time').getAttribute('datetime');
  }

  async play(): Promise<void> {
    const play = this.page.getByRole('button', { name: 'Play', exact: true });
    const pause = this.page.getByRole('button', { name: 'Pause', exact: true });
    await play.or(pause).first().waitFor();
    if (await play.isVisible()) await play.click();
  }

  choice(choice: string, timeout: number): Promise<void> {
    return this.page.locator(`[data-choice="${choice}"]`).waitFor({ timeout });
  }

  /** Where neither a row nor a button is under the pointer. */
  async leave(): Promise<void> {
    await this.page.mouse.move(2, 2);
    await this.page.evaluate('document.activeElement?.blur()');
  }

  /** Saves the page as it looks on a desk, in the dark, and on a narrow telephone, which must not scroll sideways. */
  async looks(name: string): Promise<void> {
    await this.sample.waitFor();
    await this.page.evaluate('window.scrollTo(0, 0)');
    await this.page.screenshot({ path: join(this.folder, `${name}.png`) });
    await this.page.emulateMedia({ colorScheme: 'dark' });
    const dark = await this.page.evaluate<string>(background);
    await this.page.screenshot({ path: join(this.folder, `${name}-dark.png`) });
    await this.page.emulateMedia({ colorScheme: 'light' });
    const light = await this.page.evaluate<string>(background);
    expectThat(dark !== light, `dark looks like light: ${dark}`);
    const desk = this.page.viewportSize()!;
    await this.page.setViewportSize({ width: 360, height: 740 });
    const width = await this.page.evaluate<number>('document.documentElement.scrollWidth');
    await this.page.screenshot({ path: join(this.folder, `${name}-narrow.png`), fullPage: true });
    await this.page.setViewportSize(desk);
    expectThat(width <= 360, `scrolls sideways at 360 px: ${width} px wide`);
  }
}
