// A first meeting with the keyboard alone and without scripts: `node first-meeting.mjs URL TOKEN NUMBER [FOLDER]`. She is enrolled, two topics
// are read for five organisations, read back, and the receipt is printed. Says how many pages it took; at most eight, the one to sign in
// on among them. Pictures of the pages go into FOLDER.

import { Walk } from './browser.mjs';

const [url, token, number, folder] = process.argv.slice(2);
const MOST = 8;

const walk = await Walk.begin(url, token, { width: 1280, folder, picture: (n) => `${n}` });
const { page, keys, faults, pages } = walk;
await walk.arrived('Her choices');
await keys.presses('First meeting');
await walk.arrived('First meeting');
await keys.types('reference', number);
await keys.types('known-as', 'Nia');
await keys.chooses('place', 'PRISON');
await keys.chooses('private', 'yes');
await keys.presses('Enrol her and start');
await walk.arrived('Whom do you talk about?');
const all = ['hmp-northmoor', 'probation-northshire', 'northshire-leaving-care', 'northshire-housing', 'womens-centre'];
for (const organisation of all) await keys.ticks('organisations', organisation);
await keys.presses('Continue');
await walk.arrived('What they can see by law');
await keys.ticks('read-0');
await keys.ticks('read-1');
await keys.ticks('copy');
await keys.presses('Continue');
await walk.arrived('Ask her');
const joins = ['POM', 'COM', 'PA', 'LHA', 'no'];
for (const [at, role] of joins.entries()) await keys.chooses(`join-${at}`, role);
const answers = ['YES', 'YES', 'YES', 'NO', 'YES', 'YES', 'NO', 'ASK_ME_EACH_TIME', 'NO', 'YES'];
for (const [at, answer] of answers.entries()) await keys.chooses(`q-${Math.floor(at / 5)}-${at % 5}`, answer);
await keys.presses('Continue');
await walk.arrived('Read it back to her');
const back = await page.innerText('.hub-aloud >> nth=0');
await keys.ticks('read-back');
await keys.presses('Record her answers');
await walk.arrived('My choices');
const receipt = await page.innerText('main');
if (folder) await page.pdf({ path: `${folder}/receipt.pdf`, format: 'A4', printBackground: false });

if (pages.length > MOST) faults.push(`${pages.length} pages`);
if (!receipt.includes('I said yes.') || !receipt.includes('I said no.')) faults.push(`the receipt says: ${receipt}`);
if (!back.includes('You said yes:')) faults.push(`what is read back says: ${back}`);
await walk.ends();
