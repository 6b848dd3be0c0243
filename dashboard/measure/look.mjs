// node measure/look.mjs ADDRESS FOLDER [page-regex]
import { chromium } from '@playwright/test';
const [address, folder, only] = process.argv.slice(2);
const usdc = 'USDC:GCOWYDSHRE7TXOMXL3CHDOIOAJWRAZD2TLQ4JOJ4NVQ72OZFS6AXSXYP';
const fake = 'USDC:GCKQPQHOUAK';
const pages = { markets: '/', market: `/market/native/${usdc}`, asset: `/asset/${usdc}`, pools: '/pools', status: '/status' };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
for (const theme of ['dark', 'light'])
  for (const [size, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
    const context = await browser.newContext({
      viewport,
      colorScheme: theme,
      deviceScaleFactor: size === 'phone' ? 2 : 1,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(m.type(), m.text().slice(0, 300)));
    page.on('pageerror', (e) => console.log('pageerror', page.url(), e.stack));
    for (const [name, path] of Object.entries(pages)) {
      const id = `${name}-${theme}-${size}`;
      if (only && !new RegExp(only).test(id)) continue;
      await page.goto(address + '/dashboard' + path);
      await page.waitForTimeout(3500);
      await page.screenshot({ path: `${folder}/${id}.png`, fullPage: size === 'phone' });
    }
    await context.close();
  }
await browser.close();
