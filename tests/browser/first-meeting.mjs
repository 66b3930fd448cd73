// A first meeting with the keyboard alone and without scripts: `node first-meeting.mjs URL TOKEN NUMBER [FOLDER]`. She is enrolled, two topics
// are read for five organisations, read back, and the receipt is printed. Says how many pages it took; at most eight, the one to sign in
// on among them. Pictures of the pages go into FOLDER.

import { mkdirSync } from 'node:fs';
import { Keyboard, launch, watched } from './browser.mjs';

const [url, token, number, folder] = process.argv.slice(2);
const MOST = 8;
if (folder) mkdirSync(folder, { recursive: true });

const browser = await launch();
const faults = [];
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
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
  if (folder) await page.screenshot({ path: `${folder}/${pages.length}.png`, fullPage: true });
}

await page.goto(`${url}/choices`);
await arrived('Sign in');
await keys.reach((at) => at.name === 'token', 'the token');
await page.keyboard.insertText(token);
await keys.presses('Sign in');
await arrived('Her choices');
await keys.presses('First meeting');
await arrived('First meeting');
await keys.types('reference', number);
await keys.types('known-as', 'Nia');
await keys.chooses('place', 'PRISON');
await keys.chooses('private', 'yes');
await keys.presses('Enrol her and start');
await arrived('Whom do you talk about?');
const all = ['hmp-northmoor', 'probation-northshire', 'northshire-leaving-care', 'northshire-housing', 'womens-centre'];
for (const organisation of all) await keys.ticks('organisations', organisation);
await keys.presses('Continue');
await arrived('What they can see by law');
await keys.ticks('read-0');
await keys.ticks('read-1');
await keys.ticks('copy');
await keys.presses('Continue');
await arrived('Ask her');
const joins = ['POM', 'COM', 'PA', 'LHA', 'no'];
for (const [at, role] of joins.entries()) await keys.chooses(`join-${at}`, role);
const answers = ['YES', 'YES', 'YES', 'NO', 'YES', 'YES', 'NO', 'ASK_ME_EACH_TIME', 'NO', 'YES'];
for (const [at, answer] of answers.entries()) await keys.chooses(`q-${Math.floor(at / 5)}-${at % 5}`, answer);
await keys.presses('Continue');
await arrived('Read it back to her');
const back = await page.innerText('.hub-aloud >> nth=0');
await keys.ticks('read-back');
await keys.presses('Record her answers');
await arrived('My choices');
const receipt = await page.innerText('main');
if (folder) await page.pdf({ path: `${folder}/receipt.pdf`, format: 'A4', printBackground: false });

if (pages.length > MOST) faults.push(`${pages.length} pages`);
if (!receipt.includes('I said yes.') || !receipt.includes('I said no.')) faults.push(`the receipt says: ${receipt}`);
if (!back.includes('You said yes:')) faults.push(`what is read back says: ${back}`);
await browser.close();
faults.forEach((fault) => console.error(fault));
console.log(`${pages.length} pages: ${pages.join(', ')}`);
process.exit(faults.length === 0 ? 0 : 1);
