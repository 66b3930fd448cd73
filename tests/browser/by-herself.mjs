// She signs in herself, with the keyboard alone and without scripts: `node by-herself.mjs URL HER-TOKEN [FOLDER]`. She says that something is
// not right, complains, reads both again, and chooses who sees what. Pictures of the pages go into FOLDER.

import { mkdirSync } from 'node:fs';
import { Keyboard, launch, watched } from './browser.mjs';

const [url, token, folder] = process.argv.slice(2);
if (folder) mkdirSync(folder, { recursive: true });

const browser = await launch();
const faults = [];
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
const page = await context.newPage();
watched(page, url, faults);
const keys = new Keyboard(page);
const pages = [];

async function arrived(title) {
  pages.push(title);
  const shown = await page.title();
  if (shown !== title) throw new Error(`expected the page “${title}”, got “${shown}”: ${await page.innerText('main')}`);
  const chosen = await page.locator('input:checked').count();
  if (chosen !== 0) faults.push(`“${title}” has ${chosen} answers that nobody chose`);
  if (folder) await page.screenshot({ path: `${folder}/hers-${pages.length}.png`, fullPage: true });
}

await page.goto(`${url}/choices`);
await arrived('Sign in');
await keys.reach((at) => at.name === 'token', 'the token');
await page.keyboard.insertText(token);
await keys.presses('Sign in');
await arrived('What I chose');

await keys.presses('Something is not right');
await arrived('Something is not right');
await keys.ticks('about', 'T4_HOME');
await keys.writes('words', 'I never lived there.');
await keys.chooses('who', 'northshire-housing');
await keys.presses('Send');
await arrived('What I asked for');
await keys.presses('I want to complain');
await arrived('I want to complain');
await keys.writes('words', 'Nobody told me who would read it.');
await keys.presses('Send');
await arrived('What I asked for');
const asked = await page.innerText('main');
for (const words of ['I never lived there.', 'Nobody told me who would read it.', 'You will be answered by Northshire council housing until']) {
  if (!asked.includes(words)) faults.push(`what she asked for does not say “${words}”: ${asked}`);
}

await keys.presses('Back');
await arrived('What I chose');
await keys.presses('Choose who sees what');
await arrived('Choose who sees what');
await keys.chooses('private', 'yes');
for (const organisation of ['northshire-leaving-care', 'northshire-housing']) await keys.ticks('organisations', organisation);
for (const topic of ['T4_HOME', 'T10_LEARN_WORK_MONEY']) await keys.ticks('topics', topic);
await keys.presses('Continue');
await arrived('What do you say?');
for (const [name, answer] of [['q-0-0', 'NO'], ['q-0-1', 'ASK_ME_EACH_TIME'], ['q-1-1', 'NO']]) await keys.chooses(name, answer);
await keys.presses('Continue');
await arrived('Is this right?');
await keys.ticks('read-back');
await keys.presses('Save what I chose');
await arrived('What I chose');
const chose = await page.innerText('main');
if (chose.split('you said no yourself.').length !== 3 || !chose.includes('you said yourself: ask me each time.')) faults.push(`she chose: ${chose}`);
await keys.presses('What waits for you');
await arrived('What waits for you');

await browser.close();
faults.forEach((fault) => console.error(fault));
console.log(`${pages.length} pages: ${pages.join(', ')}`);
process.exit(faults.length === 0 ? 0 : 1);
