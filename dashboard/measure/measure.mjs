// Measures the dashboard of a running demo in headless Chromium, and prints one JSON line last:
//   TICKER_ADDRESS=http://127.0.0.1:8000 npm run measure -- [MINUTES] [FOLDER OF THE BUILT DASHBOARD]
// First contentful paint: the median of seven cold starts. Work per live update: the time that the page's main thread
// computes in each second, in which one ledger closes. Heap: after a garbage collection, when the minutes are over.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const GOALS = { first_contentful_paint_ms: 1000, update_ms: 60, heap_mb: 100, size_kb: 200, exchange_kb: 12 };
const TRACED_SECONDS = 30;
const address = process.env.TICKER_ADDRESS ?? 'http://127.0.0.1:8000';
const minutes = Number(process.argv[2] ?? 10);
const built = process.argv[3] ?? 'target/site';
const market = (await (await fetch(`${address}/api/v1/markets?limit=1`)).json()).items[0];
const pages = { markets: '/', market: `/market/${market.base}/${market.counter}` };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
const detail = {};
for (const [name, path] of Object.entries(pages)) {
  detail[`${name}_first_contentful_paint_ms`] = await paint(path);
  Object.assign(detail, await live(name, path));
}
await browser.close();
// The exchange's page is loaded only where one runs, by who opens it: it counts apart.
const isExchange = (name) => name.startsWith('Exchange-');
detail.size_kb = Math.round(size(built, (name) => !isExchange(name)) / 1000);
detail.exchange_kb = Math.round(size(built, isExchange) / 1000);

const worst = (...names) => Math.max(...names.map((name) => detail[name]));
const values = {
  first_contentful_paint_ms: worst('markets_first_contentful_paint_ms', 'market_first_contentful_paint_ms'),
  update_ms: worst('markets_update_ms', 'market_update_ms'),
  heap_mb: worst('markets_heap_mb', 'market_heap_mb'),
  size_kb: detail.size_kb,
  exchange_kb: detail.exchange_kb,
};
const goals = Object.entries(GOALS).map(([name, goal]) => ({ name, value: values[name], goal, met: values[name] <= goal }));
console.log(JSON.stringify({ minutes, goals, detail }));

async function paint(path) {
  const found = [];
  for (let run = 0; run < 7; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${address}/dashboard${path}`);
    found.push(
      await page.evaluate(
        () =>
          new Promise((done) => {
            new PerformanceObserver((list) => {
              const entry = list.getEntriesByName('first-contentful-paint')[0];
              if (entry) done(entry.startTime);
            }).observe({ type: 'paint', buffered: true });
          }),
      ),
    );
    await context.close();
  }
  return Math.round(found.sort((a, b) => a - b)[3]);
}

/** Lets a page live for the minutes, with a trace of its last half minute. */
async function live(name, path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${address}/dashboard${path}`);
  await page.waitForTimeout(minutes * 60_000);
  const markets = (await page.locator('.market-table').count()) ? Number(await page.locator('.totals dd').first().innerText()) : undefined;

  const heap = await context.newCDPSession(page);
  await heap.send('HeapProfiler.collectGarbage');
  const { usedSize } = await heap.send('Runtime.getHeapUsage');

  await browser.startTracing(page, { categories: ['toplevel'] });
  await page.waitForTimeout(TRACED_SECONDS * 1000);
  const seconds = workBySecond(JSON.parse((await browser.stopTracing()).toString()).traceEvents, page);
  await context.close();
  return {
    ...(markets === undefined ? {} : { markets_shown: markets }),
    [`${name}_update_ms`]: quantile(seconds, 0.95),
    [`${name}_update_median_ms`]: quantile(seconds, 0.5),
    [`${name}_update_most_ms`]: quantile(seconds, 1),
    [`${name}_heap_mb`]: Math.round(usedSize / 100_000) / 10,
  };
}

/** Returns the milliseconds of processor time that the main thread of the renderer with most work used, second by second. */
function workBySecond(events) {
  const main = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}.${tid}`);
  const byThread = new Map(main.map((thread) => [thread, []]));
  for (const event of events) {
    if (event.ph === 'X' && event.name.endsWith('RunTask')) byThread.get(`${event.pid}.${event.tid}`)?.push(event);
  }
  const sum = (tasks) => tasks.reduce((total, task) => total + (task.tdur ?? task.dur), 0);
  const tasks = [...byThread.values()].sort((a, b) => sum(b) - sum(a))[0] ?? [];
  const begin = Math.min(...tasks.map(({ ts }) => ts));
  const seconds = Array.from({ length: TRACED_SECONDS }, () => 0);
  for (const task of tasks) {
    const at = Math.floor((task.ts - begin) / 1e6);
    if (at < TRACED_SECONDS) seconds[at] += (task.tdur ?? task.dur) / 1000;
  }
  return seconds.sort((a, b) => a - b);
}

function quantile(sorted, share) {
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
}

/** Returns what a browser can fetch of the pages at all, compressed; the licences are a text that few open. */
function size(folder, counts) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && counts(file.name) && !/\.(gz|br|txt)$/.test(file.name))
    .map((file) => readFileSync(join(file.parentPath, file.name)))
    .reduce((total, text) => total + Math.min(text.length, gzipSync(text, { level: 9 }).length), 0);
}
