// Reads pages of `--report` in headless Chromium, from the file system: no error on the console, no request, nothing wider than a telephone of 390 pixels, every
// part within reach of the keys, and the contrast of WCAG 2.2 (AA) in light and dark. Run by tests/report-page/check.
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const [tools, pictures, ...files] = process.argv.slice(2);
const require = createRequire(join(tools, 'package.json'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const problems = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

for (const file of files)
  for (const colorScheme of ['light', 'dark'])
    for (const width of [390, 1280]) {
      const say = text => problems.push(`${basename(file)}, ${colorScheme}, ${width} px: ${text}`);
      const address = pathToFileURL(resolve(file)).href;
      // the page forbids scripts, and the checker's is one
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      page.on('console', message => ['error', 'warning'].includes(message.type()) && say(message.text()));
      page.on('pageerror', error => say(error.message));
      page.on('dialog', dialog => { say(`a script of the page ran: ${dialog.message()}`); dialog.dismiss(); });
      page.on('request', request => request.url() === address || say(`asks ${request.url()}`));
      await page.goto(address, { waitUntil: 'load' });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wider > 0) say(`${wider} px wider than the window`);
      const svgs = await page.evaluate(() => [...document.querySelectorAll('svg')].filter(svg => !(svg.querySelector('title')?.textContent && svg.querySelector('desc')?.textContent)).length);
      if (svgs > 0) say(`${svgs} charts without an alternative text`);
      // Tab reaches the link that skips, the sections and every frame that scrolls.
      const reached = new Set();
      const stops = await page.evaluate(() => document.querySelectorAll('a[href], [tabindex="0"]').length);
      for (let i = 0; i < stops; i++) {
        await page.keyboard.press('Tab');
        reached.add(await page.evaluate(() => [...document.querySelectorAll('a[href], [tabindex="0"]')].indexOf(document.activeElement)));
      }
      if (reached.size !== stops || reached.has(-1)) say(`Tab reaches ${reached.size} of ${stops} places`);
      await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => axe.run({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
      for (const { id, nodes } of violations) say(`${id}: ${nodes.length}, such as ${nodes[0].target}: ${nodes[0].failureSummary.split('\n')[1]?.trim()}`);
      if (pictures !== '-') await page.screenshot({ path: join(pictures, `${basename(file, '.html')}-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }

await browser.close();
problems.forEach(problem => console.error(problem));
console.log(`${files.length} pages, ${problems.length} problems`);
process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1;
