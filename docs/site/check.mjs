// Reads the built site in headless Chromium: every page opens without an error on the console or a request to another host, every link and heading of a
// link is there, nothing is wider than a telephone, and text has the contrast of WCAG 2 (AA) in light and dark. Run by docs/site/check.
import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(join(process.argv[3], 'package.json'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');

const root = process.argv[2];
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' };
const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  try {
    const body = await readFile(join(root, path.endsWith('/') ? path + 'index.html' : path));
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const site = `http://127.0.0.1:${server.address().port}/`;

const problems = [];
const pages = (await readdir(root, { recursive: true })).filter(name => name.endsWith('.html') && !name.endsWith('toc.html')).sort();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// open(page, name): what goes wrong while a page loads is a problem of that page.
async function watched(options) {
  const page = await browser.newPage(options);
  let name = '';
  const say = text => problems.push(`${name}: ${text}`);
  page.on('console', message => message.type() === 'error' && say(message.text()));
  page.on('pageerror', error => say(error.message));
  page.on('request', request => request.url().startsWith(site) || request.url().startsWith('data:') || say(`asks ${request.url()}`));
  return { page, say, open: async next => { name = next; await page.goto(site + next, { waitUntil: 'load' }); await page.waitForSelector('article'); } };
}

const phone = await watched({ viewport: { width: 390, height: 844 } });
const anchors = new Map();
const links = [];
for (const name of pages) {
  await phone.open(name);
  const found = await phone.page.evaluate(() => ({
    ids: [...document.querySelectorAll('[id], a[name]')].map(e => e.id || e.getAttribute('name')),
    hrefs: [...document.querySelectorAll('article a[href]')].map(e => e.href),
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    images: [...document.images].filter(e => !e.hasAttribute('alt')).map(e => e.src),
  }));
  anchors.set(name, new Set(found.ids));
  links.push(...found.hrefs.map(href => [name, href]));
  if (found.wider > 0) phone.say(`${found.wider} px wider than a telephone of 390`);
  found.images.forEach(image => phone.say(`no alternative text: ${image}`));
}

const files = new Set((await readdir(root, { recursive: true })).map(name => relative('.', name)));
for (const [name, href] of links.filter(([, href]) => href.startsWith(site))) {
  const url = new URL(href);
  const path = decodeURIComponent(url.pathname.slice(1)).replace(/(^|\/)$/, '$1index.html');
  if (!files.has(path)) problems.push(`${name}: no page ${path}`);
  else if (url.hash && anchors.has(path) && !anchors.get(path).has(decodeURIComponent(url.hash.slice(1)))) problems.push(`${name}: no heading ${url.hash} in ${path}`);
}

for (const colorScheme of ['light', 'dark'])
  for (const width of [390, 1280]) {
    const view = await watched({ viewport: { width, height: 900 }, colorScheme });
    for (const name of ['index.html', 'docs/index.html', 'docs/optimizers.html', 'docs/command-line.html', 'api/NumericsCore.Tensor.html', 'CHANGELOG.html']) {
      await view.open(name);
      await view.page.waitForTimeout(300);
      await view.page.addScriptTag({ path: axe });
      const { violations } = await view.page.evaluate(() => axe.run({ runOnly: ['color-contrast', 'image-alt', 'link-name', 'button-name', 'html-has-lang', 'document-title'] }));
      for (const { id, nodes } of violations) view.say(`${colorScheme}, ${width} px: ${id}: ${nodes.length} of ${nodes[0].target}: ${nodes[0].failureSummary.split('\n')[1]?.trim()}`);
      if (process.argv[4]) await view.page.screenshot({ path: join(process.argv[4], `${name.replace(/\W/g, '-')}-${width}-${colorScheme}.png`) });
    }
    // A search finds what it is asked for.
    if (width === 1280) {
      await view.open('index.html');
      await view.page.fill('#search-query', 'Adadelta');
      await view.page.waitForSelector('#search-results .sr-items a', { timeout: 10000 }).catch(() => view.say('a search for Adadelta finds nothing'));
    }
  }

await browser.close();
server.close();
problems.forEach(problem => console.error(problem));
console.log(`${pages.length} pages, ${links.length} links, ${problems.length} problems`);
process.exitCode = problems.length === 0 && pages.length > 100 ? 0 : 1;
