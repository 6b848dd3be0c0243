import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ExchangeApi, problem, SUBJECT, TOKEN } from './exchangeApi';
import { expect, PAGES, test } from './page';

// The page by itself: what it does with each answer. exchange.spec.ts has the exchange itself.

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function axe(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)).toEqual([]);
}

async function entered(page: Page, api = new ExchangeApi()): Promise<ExchangeApi> {
  await api.serve(page);
  await page.goto(PAGES.exchange);
  await page.getByRole('button', { name: 'Get a demo account' }).click();
  await expect(page.getByRole('region', { name: 'Balances' })).toContainText(SUBJECT);
  return api;
}

test('the page is there only where an exchange runs', async ({ page }) => {
  const api = new ExchangeApi();
  api.instead.set('GET instruments', { status: 404, json: {} });
  await api.serve(page);
  await page.goto(PAGES.exchange);
  await expect(page.getByText('No exchange runs here')).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Exchange' })).toHaveCount(0);
  await page.keyboard.press('e');
  await axe(page);
  api.instead.clear();
  await page.reload();
  await page.getByRole('navigation').getByRole('link', { name: 'Exchange' }).click();
  await expect(page.getByRole('region', { name: 'Levels of the order book' })).toBeVisible();
});

test('an exchange that is away is said there alone, and the page goes on by itself', async ({ page }) => {
  const api = new ExchangeApi();
  const [status, json] = problem(503, 'the exchange does not answer, try again in some seconds');
  api.instead.set('GET instruments', { status, json });
  await api.serve(page);
  await page.goto(PAGES.exchange);
  await expect(page.getByText('The exchange could not be asked')).toBeVisible();
  await expect(page.locator('.condition')).not.toHaveAttribute('data-condition', 'offline');
  api.instead.clear();
  await expect(page.getByRole('region', { name: 'Levels of the order book' })).toBeVisible();
});

test('a token stays in the tab, is in no address, and a refused one is said', async ({ page }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const api = await entered(page);
  const kept = () => page.evaluate(() => [sessionStorage.getItem('ticker.exchange'), localStorage.length] as const);
  expect((await kept())[0]).toBe(TOKEN);
  expect(addresses.filter((address) => address.includes(TOKEN))).toEqual([]);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Balances' })).toContainText(SUBJECT);
  const [status, json] = problem(401, 'expected a token that has not expired');
  api.instead.set('DELETE orders', { status, json });
  await page.getByRole('button', { name: 'Cancel all' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'not accepted any more' })).toBeVisible();
  expect((await kept())[0]).toBe(null);
  await page.getByText('Use a token').click();
  await page.getByRole('textbox', { name: 'Token' }).fill('two words');
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByText('Expected a token without spaces')).toBeVisible();
  await axe(page);
  await page.getByRole('textbox', { name: 'Token' }).fill(` ${TOKEN}\n`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Balances' })).toContainText(SUBJECT);
  await page.getByRole('button', { name: 'Leave the account' }).click();
  await expect(page.getByRole('button', { name: 'Get a demo account' })).toBeVisible();
});

test('where demo accounts are off, the page says so', async ({ page }) => {
  const api = new ExchangeApi();
  api.instead.set('POST demo/token', { status: 404, json: {} });
  await api.serve(page);
  await page.goto(PAGES.exchange);
  await page.getByRole('button', { name: 'Get a demo account' }).click();
  await expect(page.getByRole('alert')).toContainText('Demo accounts are off here');
});

test('a fault is said beside its field, and an order whose answer did not come keeps its id', async ({ page }) => {
  const api = await entered(page);
  const form = page.getByRole('form', { name: 'Place an order' });
  await form.getByRole('textbox', { name: /^Price/ }).fill('0.262005');
  await form.getByRole('textbox', { name: /^Amount/ }).fill('25');
  await form.getByRole('button', { name: 'Buy XLM' }).click();
  await expect(form.getByText('Expected a text with a decimal, in steps of 0.00001.')).toBeVisible();
  await expect(form.getByRole('textbox', { name: /^Price/ })).toHaveAttribute('aria-invalid', 'true');
  await axe(page);
  await form.getByRole('textbox', { name: /^Price/ }).fill('0.26200');
  await expect(form.getByText('6.55 USDC')).toBeVisible();
  const [status, json] = problem(503, 'the exchange does not answer');
  api.instead.set('POST order', { status, json });
  await form.getByRole('button', { name: 'Buy XLM' }).click();
  await expect(form.getByRole('alert')).toContainText('The exchange does not answer');
  api.instead.clear();
  await form.getByRole('button', { name: 'Buy XLM' }).click();
  await expect(form.getByRole('status')).toContainText('submitted');
  await form.getByRole('button', { name: 'Buy XLM' }).click();
  await expect(page.locator('tr[data-order]')).toHaveCount(5);
  const ids = api.bodies.filter((body) => 'client_order_id' in body).map((body) => body['client_order_id']);
  expect(ids[1]).toBe(ids[2]);
  expect(new Set(ids).size).toBe(3);
  expect(api.bodies.at(-1)).toMatchObject({ side: 'buy', type: 'limit', time_in_force: 'gtc', post_only: false, amount: '25' });
});

test('market orders have no price, and what is post-only rests', async ({ page }) => {
  const api = await entered(page);
  const form = page.getByRole('form', { name: 'Place an order' });
  await form.getByRole('textbox', { name: /^Amount/ }).fill('3');
  await form.getByRole('checkbox', { name: /Post-only/ }).check();
  await form.getByRole('radio', { name: 'Sell' }).check();
  await page.getByRole('button', { name: /^Use the price 0\.26210 of an ask/ }).click();
  await form.getByRole('button', { name: 'Sell XLM' }).click();
  await expect(form.getByRole('status')).toContainText('submitted');
  expect(api.bodies.at(-1)).toMatchObject({ side: 'sell', price: '0.26210', post_only: true });
  await form.getByRole('combobox', { name: 'It stays' }).selectOption('ioc');
  await expect(form.getByRole('checkbox', { name: /Post-only/ })).toBeDisabled();
  await form.getByRole('radio', { name: 'Market' }).check();
  await expect(form.getByRole('textbox', { name: /^Price/ })).toHaveCount(0);
  api.instead.set('POST order', { status: 201, json: { ...api.orders[0], id: '1', status: 'executed' } });
  await form.getByRole('button', { name: 'Sell XLM' }).click();
  await expect(form.getByRole('status')).toContainText('all of it is executed');
  expect(Object.keys(api.bodies.at(-1) ?? {})).not.toContain('price');
});

test('the streams bring what others do, to books, trades, orders and balances', async ({ page }) => {
  const api = await entered(page);
  await api.event('public', 'level', { instrument: 'XLM-USDC', side: 'buy', price: '0.26203', amount: '77.0000000', orders: 1 });
  await expect(page.locator('.bids tr').first()).toContainText('77.00');
  await api.event('public', 'level', { instrument: 'XLM-USDC', side: 'buy', price: '0.26203', amount: '0.0000000', orders: 0 });
  await expect(page.locator('.bids tr').first()).not.toContainText('77.00');
  const trade = { instrument: 'XLM-USDC', price: '0.26209', amount: '5.0000000', counter_amount: '1', taker_side: 'buy', at: api.time(0) };
  await api.event('public', 'trade', { number: 501, ...trade });
  await expect(page.locator('tr[data-number="501"]')).toContainText('0.26209');
  const [first] = api.orders;
  await api.event('private', 'order_closed', { ...first, executed_amount: first?.['amount'], status: 'executed', updated_at: api.time(1) });
  await expect(page.locator(`tr[data-order="${first?.id}"]`)).toHaveAttribute('data-status', 'executed');
  await api.event('private', 'balance', { asset: 'native', total: '5.0000000', held: '2.0000000', available: '3.0000000' });
  await expect(page.locator('tr[data-asset="native"]')).toContainText('3.00');
});

test('orders are amended and cancelled', async ({ page }) => {
  const api = await entered(page);
  const orders = page.getByRole('region', { name: 'Your orders', exact: true }).last();
  await expect(orders.locator('tr[data-order]')).toHaveCount(3);
  await page.getByRole('button', { name: 'Amend buy 250 XLM-USDC' }).click();
  const dialog = page.getByRole('dialog');
  await axe(page);
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('200');
  await dialog.getByRole('button', { name: 'Amend' }).click();
  await expect(dialog).toHaveCount(0);
  expect(api.bodies.at(-1)).toEqual({ amount: '200' });
  await page.getByRole('button', { name: 'Cancel buy 200 XLM-USDC' }).click();
  await expect(orders.locator('tr[data-status="cancelled"]')).toHaveCount(1);
  await page.getByLabel(/Open only/).check();
  await expect(orders.locator('tr[data-order]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Cancel all' }).click();
  await expect(page.getByText('No open order')).toBeVisible();
});

for (const theme of ['dark', 'light'] as const) {
  for (const [size, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
    test.describe(`${theme}, ${size}`, () => {
      test.use({ colorScheme: theme, viewport });
      test('axe finds no violation, and nothing is wider than the page', async ({ page }) => {
        await new ExchangeApi().serve(page);
        await page.goto(PAGES.exchange);
        await expect(page.locator('.exchange-depth tbody tr').first()).toBeVisible();
        await axe(page);
        await page.getByRole('button', { name: 'Get a demo account' }).click();
        await expect(page.locator('tr[data-order]').first()).toBeVisible();
        await axe(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      });
    });
  }
}
