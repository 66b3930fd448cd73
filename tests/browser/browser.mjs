// A browser for the tests: Debian's Chromium, told to speak to nobody but the hub.

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
