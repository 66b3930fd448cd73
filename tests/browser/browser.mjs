// A browser for the tests: Debian's Chromium, told to speak to nobody but the hub.

import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

// What a page did that it must not: ask another host, or something that its own policy forbids.
export function watched(page, origin, faults) {
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) faults.push(`asks ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/422|403|404/.test(message.text())) faults.push(`says ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`breaks: ${error}`));
}

// Hands that only have a keyboard.
export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  active() {
    return this.page.evaluate(() => {
      const { name, value, type, tagName, textContent } = document.activeElement;
      return { name, value, type, tag: tagName, text: (textContent ?? '').trim() };
    });
  }

  // Presses Tab until the focus is where it is wanted.
  async reach(wanted, what) {
    for (let n = 0; n < 400; n += 1) {
      await this.page.keyboard.press('Tab');
      if (wanted(await this.active())) return;
    }
    throw new Error(`no key leads to ${what} on ${this.page.url()}`);
  }

  async types(name, text) {
    await this.reach((at) => at.name === name && at.type === 'text', name);
    await this.page.keyboard.type(text);
  }

  async writes(name, text) {
    await this.reach((at) => at.name === name && at.tag === 'TEXTAREA', name);
    await this.page.keyboard.type(text);
  }

  async ticks(name, value) {
    await this.reach((at) => at.name === name && at.type === 'checkbox' && (value === undefined || at.value === value), `${name} ${value}`);
    await this.page.keyboard.press('Space');
  }

  async chooses(name, value) {
    await this.reach((at) => at.name === name && at.type === 'radio', name);
    await this.page.keyboard.press('Space');
    for (let n = 0; n < 40 && (await this.active()).value !== value; n += 1) await this.page.keyboard.press('ArrowDown');
    if ((await this.active()).value !== value) throw new Error(`no answer ${value} to ${name}`);
  }

  async presses(text) {
    await this.reach((at) => (at.tag === 'BUTTON' || at.tag === 'A') && at.text === text, text);
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press('Enter')]);
  }
}

// A way through the pages by keyboard alone and without scripts. Each page is named as it is reached, and none comes with an answer that
// nobody chose. Pictures go into `folder`, if there is one.
export class Walk {
  static async begin(url, token, { width, folder, picture }) {
    if (folder) mkdirSync(folder, { recursive: true });
    const browser = await launch();
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 } });
    const walk = new Walk(browser, await context.newPage(), (n) => folder && `${folder}/${picture(n)}.png`);
    watched(walk.page, url, walk.faults);
    await walk.page.goto(`${url}/choices`);
    await walk.arrived('Sign in');
    await walk.keys.reach((at) => at.name === 'token', 'the token');
    await walk.page.keyboard.insertText(token);
    await walk.keys.presses('Sign in');
    return walk;
  }

  constructor(browser, page, path) {
    Object.assign(this, { browser, page, path, keys: new Keyboard(page), pages: [], faults: [] });
  }

  async arrived(title) {
    this.pages.push(title);
    const shown = await this.page.title();
    if (shown !== title) throw new Error(`expected the page “${title}”, got “${shown}”: ${await this.page.innerText('main')}`);
    const chosen = await this.page.locator('input:checked').count();
    if (chosen !== 0) this.faults.push(`“${title}” has ${chosen} answers that nobody chose`);
    const path = this.path(this.pages.length);
    if (path) await this.page.screenshot({ path, fullPage: true });
  }

  // Ends the process: says which pages it took, and fails where there is a fault.
  async ends() {
    await this.browser.close();
    this.faults.forEach((fault) => console.error(fault));
    console.log(`${this.pages.length} pages: ${this.pages.join(', ')}`);
    process.exit(this.faults.length === 0 ? 0 : 1);
  }
}
