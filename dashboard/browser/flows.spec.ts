import { expect, MARKET, open, PAGES, shown, test, USDC } from './page';

test('a market is found by its issuer’s domain, marked, and still marked later', async ({ page }) => {
  await open(page, 'markets');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('velo.sandbox');
  await expect(page.locator('tr[data-key]')).not.toHaveCount(0);
  for (const name of await page.locator('tr[data-key] .codes').allTextContents()) expect(name).toContain('VELO');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('f');
  await expect(page.locator('tr[data-key] .star[aria-pressed=true]')).toHaveCount(1);
  await page.goto(PAGES.markets + '?favourites=only');
  await expect(page.locator('tr[data-key]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Favourites', exact: false }).first().click();
  await expect(page.locator('tr[data-key]').nth(5)).toBeVisible();
});

test('a search that finds nothing says so and leads back', async ({ page }) => {
  await open(page, 'markets');
  await page.getByRole('searchbox').fill('no such thing');
  await expect(page.getByText('Nothing matches “no such thing”')).toBeVisible();
  await page.getByRole('button', { name: 'Show all markets' }).click();
  await expect(page.locator('tr[data-key]').nth(5)).toBeVisible();
});

test('the table is sorted by any column, and the address keeps it', async ({ page }) => {
  await open(page, 'markets');
  await page.locator('.c-trades button').click();
  await expect(page).toHaveURL(/sort=trades.desc/);
  const counts = async () => (await page.locator('td.c-trades').allTextContents()).map((text) => Number(text.replace(/\D/g, '')));
  const descending = await counts();
  expect(descending).toEqual([...descending].sort((a, b) => b - a));
  await page.locator('.c-trades button').click();
  await page.reload();
  await shown(page, 'markets');
  await expect(page.locator('th.c-trades')).toHaveAttribute('aria-sort', 'ascending');
  const ascending = await counts();
  expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
});

test('a market opens by the keyboard, turns by one click, and its address keeps the view', async ({ page }) => {
  await open(page, 'markets', '?q=xlm/usdc');
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/market\/native\/USDC:/);
  await shown(page, 'market');
  await page.locator('h1').click();
  await page.keyboard.press('5');
  await expect(page).toHaveURL(/interval=4h/);
  await page.getByRole('button', { name: 'Show USDC/XLM' }).click();
  await expect(page).toHaveURL(/\/market\/USDC:.*\/native\?interval=4h/);
  await expect(page.locator('h1')).toHaveText('USDC/XLM');
  await shown(page, 'market');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByRole('radio', { name: '4h' })).toBeChecked();
  await expect(other.locator('h1')).toHaveText('USDC/XLM');
});

test('the chart reads history as it is scrolled, and its address keeps the shown time', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/candles?')) asked.push(request.url());
  });
  await open(page, 'market', '?interval=5m');
  await expect(page.locator('.legend .figure').first()).toBeVisible();
  const chart = page.getByRole('application');
  await chart.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => asked.filter((address) => address.includes('&to=')).length).toBeGreaterThan(0);
  await expect(page).toHaveURL(/range=\d+-\d+/);
  const legend = await page.locator('.legend-time dd').textContent();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.legend-time dd')).not.toHaveText(legend ?? '');
});

test('each figure shows its exact value, its time, and a call that gives it', async ({ page, request }) => {
  await open(page, 'market');
  // What changes with each ledger may differ by the time of the call; these change with books and days.
  for (const name of ['High', 'Low']) {
    await page.locator('.stats div', { hasText: name }).locator('.figure').click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    const exact = await dialog.locator('code').first().textContent();
    const call = (await dialog.locator('code').nth(1).textContent()) ?? '';
    await expect(dialog.locator('time')).toContainText('UTC');
    const [, address, member] = /^curl -s '([^']+)' \| jq '\.(\w+)'$/.exec(call) ?? [];
    const answer = (await (await request.get(address ?? '')).json()) as Record<string, unknown>;
    expect(answer[member ?? '']).toBe(exact);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  // By the keyboard, in the tape: a trade never changes.
  await page.locator('.tape-scroller').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const exact = await dialog.locator('code').first().textContent();
  const call = (await dialog.locator('code').nth(1).textContent()) ?? '';
  const address = /'([^']+)'/.exec(call)?.[1] ?? '';
  const answer = (await (await request.get(address)).json()) as { items: { price: string }[] };
  expect(answer.items[0]?.price).toBe(exact);
});

test('an asset shows its issuer, its rights, and the asset that it imitates', async ({ page, request }) => {
  const assets = (await (await request.get('/api/v1/assets?limit=200')).json()) as { items: { asset: string; domain: string }[] };
  const fake = assets.items.find(({ domain }) => domain === 'circie.sandbox.example')?.asset ?? '';
  await page.goto(`/dashboard/asset/${fake}`);
  await expect(page.getByRole('heading', { name: 'USDC' })).toBeVisible();
  await expect(page.locator('.notices')).toContainText('Looks like another asset');
  await expect(page.locator('.flags li')).toHaveCount(4);
  await page.locator('.notices a').click();
  await expect(page).toHaveURL(new RegExp(USDC));
  await expect(page.locator('.account').first()).toHaveText(USDC.slice(5));
  await expect(page.locator('.notices')).toHaveCount(0);
});

test('the audit shows each hour, and those of a market on demand', async ({ page }) => {
  await open(page, 'status');
  await page.locator('button.cell[data-state=agreed]').first().click();
  await expect(page.locator('.hour')).toContainText('Proven by');
  await page.locator('.audit-panel select').selectOption({ label: 'XLM/USDC' });
  await expect(page.locator('.hour h3')).toContainText('XLM/USDC');
  await expect(page.locator('.audit-map .cell').first()).toBeVisible();
});

test('pools are searched', async ({ page }) => {
  await open(page, 'pools');
  await page.getByRole('searchbox').fill('velo');
  await expect(page.locator('.pool-table tbody tr')).not.toHaveCount(0);
  for (const name of await page.locator('.pool-table .codes').allTextContents()) expect(name).toContain('VELO');
});

test('the theme follows the system, and is changed by hand for good', async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body.parentElement as HTMLElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, 'markets');
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Theme: system. Change to dark' }).click();
  expect(await ground()).toBe(dark);
  await page.reload();
  await shown(page, 'markets');
  expect(await ground()).toBe(dark);
});

test('single keys can be switched off', async ({ page }) => {
  await open(page, 'markets');
  await page.keyboard.press('?');
  await page.getByLabel('Single keys are shortcuts').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/dashboard\/$/);
});

test('no page is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const name of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    await open(page, name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
  }
});

test('a browser is led from / to the dashboard, and a poller gets the file', async ({ page, request, baseURL }) => {
  await page.goto('/');
  await expect(page).toHaveURL(`${baseURL}/dashboard/`);
  await expect(async () => {
    const file = await request.get('/markets.json', { headers: { Accept: '*/*' } });
    for (const accept of ['*/*', 'application/json']) {
      const root = await request.get('/', { headers: { Accept: accept } });
      expect(root.headers()['vary']).toContain('Accept');
      expect((await root.body()).equals(await file.body())).toBe(true);
    }
  }).toPass();
});

test('an address of an unknown page or market says so', async ({ page }) => {
  for (const [path, text] of [
    ['/dashboard/nowhere', 'There is no such page'],
    ['/dashboard/market/native/XYZ', 'This address names no market'],
    ['/dashboard/asset/%3Cb%3E', 'This address names no asset'],
    [`${MARKET.replace('USDC:', 'NEVERTRADED1:')}`, 'has never traded here'],
    [`/dashboard/asset/${USDC.replace('USDC:', 'NEVERTRADED1:')}`, 'is not known here'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText(text)).toBeVisible();
  }
});
