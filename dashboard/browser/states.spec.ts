import type { Page } from '@playwright/test';
import { expect, open, PAGES, test, USDC } from './page';

async function change(page: Page, path: string, edit: (answer: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
  await page.route(path, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: edit((await answer.json()) as Record<string, unknown>) });
  });
}

test('loading has the shape of what comes', async ({ page }) => {
  let release!: () => void;
  const held = new Promise<void>((done) => (release = done));
  await page.route('**/api/v1/markets?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(PAGES.markets);
  await expect(page.getByRole('status', { name: 'Markets are loading' })).toBeVisible();
  release();
  await expect(page.locator('tr[data-key]').first()).toBeVisible();
});

test('an empty ticker says what is to be expected', async ({ page }) => {
  await change(page, '**/api/v1/markets?*', (answer) => ({ ...answer, items: [], next_cursor: null }));
  await page.goto(PAGES.markets);
  await expect(page.getByText('No market traded in this window')).toBeVisible();
});

test('errors and a slow API are said in words, and the page goes on by itself', async ({ page }) => {
  let well = false;
  await page.route('**/api/v1/**', (route) =>
    well
      ? route.continue()
      : route.fulfill({ status: 503, json: { title: 'Service Unavailable', status: 503, detail: 'the database does not answer' } }),
  );
  for (const [path, text] of Object.entries({
    [PAGES.markets]: 'The markets could not be read',
    [PAGES.market]: 'The market could not be read',
    [PAGES.asset]: 'The asset could not be read',
    [PAGES.pools]: 'The pools could not be read',
    [PAGES.status]: 'The status could not be read',
  })) {
    well = false;
    await page.goto(path);
    await expect(page.getByText(text)).toBeVisible();
    await expect(page.getByText('the database does not answer').first()).toBeVisible();
    well = true;
    await expect(page.getByText(text)).toBeHidden();
  }
});

test('answers that are no JSON, and answers that break off, are failures too', async ({ page }) => {
  await page.route('**/api/v1/pools?*', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<html>a proxy' }));
  await page.goto(PAGES.pools);
  await expect(page.getByText('The pools could not be read')).toBeVisible();
});

test('a feed that is behind, degraded or down is said on every page', async ({ page }) => {
  await change(page, '**/api/v1/status', (status) => ({
    ...status,
    positions: { ...(status['positions'] as object), windows_as_of: new Date(Date.now() - 600_000).toISOString() },
  }));
  await open(page, 'markets');
  await expect(page.locator('.banner')).toContainText(/Behind\. The figures are 10 min/);
  await page.unroute('**/api/v1/status');
  await change(page, '**/api/v1/status', (status) => ({ ...status, status: 'degraded', reasons: ['ingester is stalled'] }));
  await expect(page.locator('.banner')).toContainText('ingester is stalled');
  await page.unroute('**/api/v1/status');
  await change(page, '**/api/v1/status', (status) => ({ ...status, status: 'down', reasons: ['the database does not answer'] }));
  await expect(page.locator('.banner')).toContainText('Down. the database does not answer');
  await expect(page.locator('tr[data-key]').first()).toBeVisible();
});

test('what needs attention is named', async ({ page }) => {
  await change(page, '**/api/v1/status', (status) => ({
    ...status,
    status: 'degraded',
    reasons: ['the disk of the database is nearly full', 'trades are missing since 2026-11-28T00:00:00Z'],
    gaps: [{ from: '2026-11-28T00:00:00Z', to: '2026-11-28T02:00:00Z' }],
    complete_percent: 71.4,
    complete_at: new Date(Date.now() + 3600_000).toISOString(),
  }));
  await open(page, 'status');
  const list = page.locator('.attention');
  await expect(list).toContainText('Gap.');
  await expect(list).toContainText('the disk of the database is nearly full');
  await expect(page.getByText('71.4%')).toBeVisible();
  await expect(page.getByText(/complete in about (59|1 h)/)).toBeVisible();
});

test('ages are right although the clock of the computer is an hour ahead', async ({ page }) => {
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3600_000;
  });
  await open(page, 'markets');
  await expect(page.locator('.banner')).toContainText(/clock is (59 min|1 h).* ahead of/);
  for (const age of (await page.locator('td.c-last').allTextContents()).slice(0, 5)) expect(age).not.toContain('h');
  await expect(page.locator('.condition')).toHaveAttribute('data-condition', 'live');
});

test('an asset of twelve characters without a stellar.toml is shown', async ({ page }) => {
  const asset = USDC.replace('USDC:', 'TWELVELETTER:');
  await page.route(`**/api/v1/assets/${asset}`, (route) =>
    route.fulfill({
      json: {
        asset,
        code: 'TWELVELETTER',
        issuer: asset.slice(13),
        type: 'credit_alphanum12',
        valid: false,
        name: '',
        description: '',
        organisation: '',
        domain: '',
        supply: null,
        holders: null,
        price_usd: '0.0000000123',
        volume_24h_usd: null,
        market_value_usd: null,
        flags: null,
        directory: null,
        warnings: [],
      },
    }),
  );
  await page.goto(`/dashboard/asset/${asset}`);
  await expect(page.getByText('Nobody vouches for it')).toBeVisible();
  await expect(page.getByText('0.00000001230')).toBeVisible();
  await expect(page.getByText('Not shown in the files')).toBeVisible();
});

test('5,000 markets are one table of few rows', async ({ page }) => {
  await change(page, '**/api/v1/markets?*', (answer) => {
    const first = (answer['items'] as Record<string, unknown>[])[0] ?? {};
    const items = Array.from({ length: 5000 }, (_, at) => ({
      ...first,
      base: `A${at}:${USDC.slice(5)}`,
      close: '0.0000000123',
      base_volume_usd: String(5000 - at),
    }));
    return { ...answer, items, next_cursor: null };
  });
  await open(page, 'markets');
  await expect(page.locator('.totals')).toContainText('5,000');
  expect(await page.locator('.market-table tbody tr').count()).toBeLessThan(80);
  await expect(page.locator('td.c-price').first()).toHaveText('0.00000001230');
  // No digit is cut off.
  expect(
    await page
      .locator('td.c-price')
      .first()
      .evaluate((cell) => cell.scrollWidth <= cell.clientWidth),
  ).toBe(true);
  await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await expect(page.locator('tr[aria-rowindex="5001"]')).toBeVisible();
  await expect(page.locator('tr[aria-rowindex="5001"] .codes')).toHaveText('A4999/USDC');
  await page.getByRole('searchbox').fill('a4999');
  await expect(page.locator('tr[data-key]')).toHaveCount(1);
});
