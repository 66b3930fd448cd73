// She signs in herself, with the keyboard alone and without scripts: `node by-herself.mjs URL HER-TOKEN [FOLDER]`. She says that something is
// not right, complains, reads both again, and chooses who sees what. Pictures of the pages go into FOLDER.

import { Walk } from './browser.mjs';

const [url, token, folder] = process.argv.slice(2);
const walk = await Walk.begin(url, token, { width: 320, folder, picture: (n) => `hers-${n}` });
const { page, keys, faults } = walk;
await walk.arrived('What I chose');

await keys.presses('Something is not right');
await walk.arrived('Something is not right');
await keys.ticks('about', 'T4_HOME');
await keys.writes('words', 'I never lived there.');
await keys.chooses('who', 'northshire-housing');
await keys.presses('Send');
await walk.arrived('What I asked for');
await keys.presses('I want to complain');
await walk.arrived('I want to complain');
await keys.writes('words', 'Nobody told me who would read it.');
await keys.presses('Send');
await walk.arrived('What I asked for');
const asked = await page.innerText('main');
for (const words of ['I never lived there.', 'Nobody told me who would read it.', 'You will be answered by Northshire council housing until']) {
  if (!asked.includes(words)) faults.push(`what she asked for does not say “${words}”: ${asked}`);
}

await keys.presses('Back');
await walk.arrived('What I chose');
await keys.presses('Choose who sees what');
await walk.arrived('Choose who sees what');
await keys.chooses('private', 'yes');
for (const organisation of ['northshire-leaving-care', 'northshire-housing']) await keys.ticks('organisations', organisation);
for (const topic of ['T4_HOME', 'T10_LEARN_WORK_MONEY']) await keys.ticks('topics', topic);
await keys.presses('Continue');
await walk.arrived('What do you say?');
for (const [name, answer] of [['q-0-0', 'NO'], ['q-0-1', 'ASK_ME_EACH_TIME'], ['q-1-1', 'NO']]) await keys.chooses(name, answer);
await keys.presses('Continue');
await walk.arrived('Is this right?');
await keys.ticks('read-back');
await keys.presses('Save what I chose');
await walk.arrived('What I chose');
const chose = await page.innerText('main');
if (chose.split('you said no yourself.').length !== 3 || !chose.includes('you said yourself: ask me each time.')) faults.push(`she chose: ${chose}`);
await keys.presses('What waits for you');
await walk.arrived('What waits for you');

await walk.ends();
