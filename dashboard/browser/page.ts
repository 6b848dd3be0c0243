import { expect, test as base, type Page } from '@playwright/test';

export const USDC = 'USDC:GCOWYDSHRE7TXOMXL3CHDOIOAJWRAZD2TLQ4JOJ4NVQ72OZFS6AXSXYP';
export const MARKET = `/dashboard/market/native/${USDC}`;
export const PAGES = {
  markets: '/dashboard/',
  market: MARKET,
  asset: `/dashboard/asset/${USDC}`,
  pools: '/dashboard/pools',
  exchange: '/dashboard/exchange',
  status: '/dashboard/status',
  account: '/dashboard/account',
};

/**
 * A page that fails its test when it meets a fault of its own: an exception, a violation of the Content-Security-Policy, or
 * a request to another address than the ticker's.
 */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|violat/i.test(message.text())) faults.push(message.text());
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(`${baseURL}/`)) faults.push(`request to ${request.url()}`);
      });
      page.on('dialog', (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Waits until a page shows its figures. */
export async function shown(page: Page, name: keyof typeof PAGES): Promise<void> {
  const first = {
    markets: '.market-table tbody tr[data-key]',
    market: '.book tbody .figure',
    asset: '.asset-markets tbody tr',
    pools: '.pool-table tbody tr',
    exchange: '.exchange-depth tbody tr',
    status: 'button.cell',
    account: '.sign-in form',
  }[name];
  await expect(page.locator(first).first()).toBeVisible();
  await expect(page.locator('.loading')).toHaveCount(0);
}

export async function open(page: Page, name: keyof typeof PAGES, query = ''): Promise<void> {
  await page.goto(PAGES[name] + query);
  await shown(page, name);
}
