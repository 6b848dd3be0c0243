import type { Page } from '@playwright/test';
import { expect, PAGES, test } from './page';

// The page with the demo's exchange itself. exchangePage.spec.ts has what the page does with answers that this one does not give.

async function account(page: Page): Promise<string> {
  await page.goto(`${PAGES.exchange}?instrument=XLM-USDC`);
  await page.getByRole('button', { name: 'Get a demo account' }).click();
  await expect(page.getByRole('region', { name: 'Balances' }).locator('tr[data-asset="native"]')).toContainText('1,000,000.00');
  return page.evaluate(() => sessionStorage.getItem('ticker.exchange') ?? '');
}

/** Places an order as another program of the same account does. */
async function elsewhere(page: Page, token: string, order: object): Promise<{ id: string; status: string }> {
  const answer = await page.request.post('/api/v3/order', {
    headers: { Authorization: `Bearer ${token}` },
    data: { client_order_id: `elsewhere-${Date.now()}`, instrument: 'XLM-USDC', ...order },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; status: string };
}

test('an order is placed, amended and cancelled, and holds what it may cost', async ({ page }) => {
  await account(page);
  const form = page.getByRole('form', { name: 'Place an order' });
  await form.getByRole('textbox', { name: /^Price/ }).fill('0.00010');
  await form.getByRole('textbox', { name: /^Amount/ }).fill('1000');
  await form.getByRole('button', { name: 'Buy XLM' }).click();
  const row = page.locator('tr[data-order]').first();
  await expect(row).toHaveAttribute('data-status', 'submitted');
  const held = page.locator('tr[data-asset^="USDC"] td').last();
  await expect(held).toHaveAttribute('title', /^0\.10*$/);
  await row.getByRole('button', { name: /^Amend/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('0.001');
  await dialog.getByRole('button', { name: 'Amend' }).click();
  await expect(dialog.getByText(/^Expected/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('500');
  await dialog.getByRole('button', { name: 'Amend' }).click();
  await expect(row).toContainText('500.00');
  await expect(held).toHaveAttribute('title', /^0\.050*$/);
  await row.getByRole('button', { name: /^Cancel/ }).click();
  await expect(row).toHaveAttribute('data-status', 'cancelled');
  await expect(held).toHaveAttribute('title', /^0(\.0*)?$/);
});

test('a market order meets a bot, and its trade and balances show at once', async ({ page }) => {
  await account(page);
  const form = page.getByRole('form', { name: 'Place an order' });
  await form.getByRole('radio', { name: 'Market' }).check();
  await form.getByRole('textbox', { name: /^Amount/ }).fill('12.34');
  await form.getByRole('button', { name: 'Buy XLM' }).click();
  await expect(form.getByRole('status')).toContainText('all of it is executed');
  await expect(page.locator('tr[data-asset="native"] td').first()).toHaveAttribute('title', /^1000012\./);
  await expect(page.locator('.exchange-trades tr[data-number] td[title^="12.34"]').first()).toBeVisible();
});

test('what the same account does elsewhere comes by the private stream', async ({ page }) => {
  const token = await account(page);
  const questions: string[] = [];
  page.on('request', (request) => questions.push(request.url()));
  const placed = await elsewhere(page, token, { side: 'sell', type: 'limit', price: '9.99999', amount: '7' });
  const row = page.locator(`tr[data-order="${placed.id}"]`);
  await expect(row).toHaveAttribute('data-status', 'submitted', { timeout: 5_000 });
  await page.request.delete(`/api/v3/order/${placed.id}`, { headers: { Authorization: `Bearer ${token}` } });
  await expect(row).toHaveAttribute('data-status', 'cancelled', { timeout: 5_000 });
  expect(questions.filter((address) => address.includes('/orders'))).toEqual([]);
});

test('the book lives by its stream', async ({ page }) => {
  await page.goto(PAGES.exchange);
  const book = page.getByRole('region', { name: 'Levels of the order book' });
  await expect(book.locator('.bids tr').first()).toBeVisible();
  const first = await book.textContent();
  await expect.poll(() => book.textContent()).not.toBe(first);
});
