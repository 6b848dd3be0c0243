// Takes a picture of each page, in both themes, at desktop and phone width, of a running demo:
//   TICKER_ADDRESS=http://127.0.0.1:8000 npm run screenshots -- [FOLDER [PATTERN]]
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';

const address = process.env.TICKER_ADDRESS ?? 'http://127.0.0.1:8000';
const [folder = 'target/screenshots', pattern = ''] = process.argv.slice(2);
const { items } = await (await fetch(`${address}/api/v1/assets?limit=1000`)).json();
const usdc = items.find(({ code }) => code === 'USDC')?.asset;
const traded = (await (await fetch(`${address}/api/v1/markets?limit=1`)).json()).items[0];
const imitation = items.filter(({ code }) => code === 'USDC').sort((a, b) => a.holders - b.holders)[0]?.asset ?? usdc;
const pages = {
  markets: '/',
  market: `/market/${traded.base}/${traded.counter}`,
  asset: `/asset/${traded.counter}`,
  imitation: `/asset/${imitation}`,
  pools: '/pools',
  status: '/status',
};
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
for (const colorScheme of ['dark', 'light']) {
  for (const [size, viewport] of Object.entries(sizes)) {
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', deviceScaleFactor: size === 'phone' ? 2 : 1 });
    for (const [name, path] of Object.entries(pages)) {
      const picture = `${name}-${colorScheme}-${size}`;
      if (!new RegExp(pattern).test(picture)) continue;
      const page = await context.newPage();
      page.on('pageerror', (error) => console.log(`${picture}: ${error.stack}`));
      page.on('console', (message) => message.type() === 'error' && console.log(`${picture}: ${message.text()}`));
      await page.goto(`${address}/dashboard${path}`);
      await page.locator('main .num, main .cell').first().waitFor();
      await page.waitForFunction(() => !document.querySelector('.loading'));
      await page.waitForTimeout(1500); // sparklines and the chart's animation
      await page.screenshot({ path: `${folder}/${picture}.png`, fullPage: size === 'phone' });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
console.log(`pictures are in ${folder}`);
