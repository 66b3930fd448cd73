// Every page under axe, at two widths: `node axe.mjs URL WORKER-TOKEN HER-TOKEN NUMBER NAME [FOLDER]`. No fault that axe finds may stand on a
// page, nothing may be wider than the window, and every page begins with one heading of its own. Axe is itself a script, so that here, and
// only here, scripts run and the pages' policy against them is passed over.

import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, watched } from './browser.mjs';

const [url, worker, herself, number, name, folder] = process.argv.slice(2);
if (folder) mkdirSync(folder, { recursive: true });
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const browser = await launch();
const faults = [];
let checked = 0;

async function check(page, what) {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    for (const { id, nodes } of violations) faults.push(`${what} at ${width}: ${id}: ${nodes.map((node) => node.html).join(' ')}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) faults.push(`${what} at ${width}: ${wide} pixels wider than the window`);
    const headings = await page.locator('h1').count();
    if (headings !== 1) faults.push(`${what}: ${headings} first headings`);
    if (folder) await page.screenshot({ path: `${folder}/${what.replaceAll(/[^a-z]+/gi, '-')}-${width}.png`, fullPage: true });
    checked += 1;
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function signedIn(token) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  watched(page, url, faults);
  await page.goto(`${url}/choices`);
  await page.fill('#token', token);
  await send(page, 'Sign in');
  return page;
}

async function send(page, button) {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button, exact: true }).click()]);
}

async function opened(page, path, what) {
  await page.goto(`${url}${path}`);
  await check(page, what);
}

const stranger = await (await browser.newContext({ bypassCSP: true })).newPage();
await opened(stranger, '/choices', 'sign in');
await send(stranger, 'Sign in');
await check(stranger, 'sign in, with a fault');

const page = await signedIn(worker);
await check(page, 'start');
const simple = { meet: 'first meeting', stop: 'stop', 'passed-on': 'passed on', tasks: 'tasks' };
for (const [path, what] of Object.entries(simple)) await opened(page, `/choices/${path}`, what);
await opened(page, '/choices/talk/none', 'trouble');
await opened(page, '/choices/talk', 'another talk');
await send(page, 'Start the talk');
await check(page, 'another talk, with faults');
await page.fill('#reference', number);
await page.fill('#known-as', name);
await page.check('[name=place][value=PRISON]');
await page.check('[name=private][value=yes]');
await send(page, 'Start the talk');
await check(page, 'talk');
const talk = new URL(page.url()).pathname;
await opened(page, `${talk}/names`, 'names');
await send(page, 'Continue');
await check(page, 'names, with faults');
for (const value of ['hmp-northmoor', 'northshire-leaving-care', 'womens-centre']) await page.check(`[value=${value}]`);
for (const value of ['T1_NAME_CONTACT', 'T10_LEARN_WORK_MONEY', 'T7_DRUGS_ALCOHOL']) await page.check(`[value=${value}]`);
await send(page, 'Continue');
await check(page, 'told');
await opened(page, `${talk}/sheet`, 'sheet');
if (folder) await page.pdf({ path: `${folder}/sheet.pdf`, format: 'A4' });
await page.goto(`${url}${talk}/ask`);
await check(page, 'ask');
await send(page, 'Continue');
await check(page, 'ask, with a fault');
await page.check('[name=q-0-0][value=NO]');
await page.check('[name=q-1-1][value=ASK_ME_EACH_TIME]');
await page.check('[name=q-2-2][value=YES]');
await send(page, 'Continue');
await check(page, 'read back');
await send(page, 'Record her answers');
await check(page, 'read back, with a fault');
await page.uncheck('[name=read-back]');
await page.goto(`${url}${talk}/ask`);
await page.check('[name=q-2-2][value=NO]');
await send(page, 'Continue');
await send(page, 'Record her answers');
await check(page, 'receipt');
await opened(page, `${talk}/receipt/all`, 'receipt of all');
await opened(page, `${talk}/waiting`, 'waiting');
await opened(page, `${talk}/complain`, 'complaint in a talk');
await opened(page, `${talk}/not-right`, 'not right in a talk');
await send(page, 'Send');
await check(page, 'not right in a talk, with faults');
await page.check('[value=T4_HOME]');
await page.fill('#words', 'I never lived there.');
await send(page, 'Send');
await check(page, 'written down');
await opened(page, `${talk}/paper`, 'paper');
for (const value of ['hmp-northmoor', 'northshire-leaving-care']) await page.check(`[value=${value}]`);
for (const value of ['T1_NAME_CONTACT', 'T2_PLAN_TEAM_RELEASE']) await page.check(`[value=${value}]`);
await send(page, 'Make the form');
await check(page, 'form');
if (folder) await page.pdf({ path: `${folder}/form.pdf`, format: 'A4' });
await opened(page, `${talk}/stop`, 'stop in a talk');
await page.check('[name=what][value=part]');
await page.check('[value=T7_DRUGS_ALCOHOL]');
await page.check('[name=list]');
await send(page, 'Stop now');
await check(page, 'stopped');

const hers = await signedIn(herself);
await check(hers, 'what she chose');
await opened(hers, '/choices/mine/looked', 'who looked');
await opened(hers, '/choices/mine/stop', 'her own stop');
await send(hers, 'Stop now');
await check(hers, 'her own stop, with a fault');
await opened(hers, '/choices/mine/not-right', 'not right');
await send(hers, 'Send');
await check(hers, 'not right, with faults');
await opened(hers, '/choices/mine/complain', 'complaint');
await send(hers, 'Send');
await check(hers, 'complaint, with a fault');
await hers.fill('#words', `Nobody told me who would read it. ${'n'.repeat(200)}`);
await send(hers, 'Send');
await check(hers, 'what she asked for');
await opened(hers, '/choices/mine/waiting', 'what waits for her herself');
await opened(hers, '/choices/mine/names', 'she chooses');
await send(hers, 'Continue');
await check(hers, 'she chooses, with faults');
await hers.check('[name=private][value=yes]');
for (const value of ['hmp-northmoor', 'womens-centre']) await hers.check(`[value=${value}]`);
for (const value of ['T1_NAME_CONTACT', 'T10_LEARN_WORK_MONEY']) await hers.check(`[value=${value}]`);
await send(hers, 'Continue');
await check(hers, 'she is asked');
await send(hers, 'Continue');
await check(hers, 'she is asked, with a fault');
await hers.check('[name=q-0-0][value=NO]');
// In the talk she said no to this, which stands against it.
await hers.check('[name=q-1-1][value=YES]');
await send(hers, 'Continue');
await check(hers, 'she looks at it again');
await send(hers, 'Save what I chose');
await check(hers, 'she looks at it again, with a fault');
await hers.check('[name=read-back]');
await send(hers, 'Save what I chose');
await hers.getByText('Have you changed your mind?').waitFor();
await check(hers, 'she changes her mind');
await hers.check('[name=replaces-1]');
await send(hers, 'Save what I chose');
await check(hers, 'what she chose herself');

await browser.close();
faults.forEach((fault) => console.error(fault));
console.log(`${checked} looks, ${faults.length} faults`);
process.exit(faults.length === 0 && checked > 90 ? 0 : 1);
