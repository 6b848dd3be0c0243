import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect, MARKET, open, shown, test, USDC } from './page';

const home = process.env['TICKER_HOME'];
const horizon = process.env['HORIZON_ADDRESS'];
const LIMIT = 1000;

test('a trade is in the tape within a second of its ledger', async ({ page }) => {
  test.skip(!horizon, 'HORIZON_ADDRESS is not set');
  await open(page, 'market');
  // The page notes when each row appears, by the machine's clock.
  await page.evaluate(() => {
    const seen = ((window as unknown as { seen: Record<string, number> }).seen = {} as Record<string, number>);
    new MutationObserver(() => {
      for (const row of document.querySelectorAll<HTMLElement>('tr[data-token]')) seen[row.dataset['token'] as string] ??= Date.now();
    }).observe(document.querySelector('.tape') as Element, { childList: true, subtree: true });
  });
  const closed = await followHorizon(8, 60_000);
  await page.waitForTimeout(LIMIT);
  const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
  const delays = Object.entries(closed).map(([token, at]) => (seen[token] ?? Infinity) - at);
  console.log(`delays after Horizon's event: ${delays.map((delay) => `${delay} ms`).join(', ')}`);
  expect(delays.filter((delay) => delay <= LIMIT).length).toBe(delays.length);
});

/** Returns when Horizon sent each of the next trades of the market. */
async function followHorizon(count: number, limit: number): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const ended = AbortSignal.timeout(limit);
  const issuer = USDC.slice(5);
  const address = `${horizon}/trades?base_asset_type=native&counter_asset_type=credit_alphanum4&counter_asset_code=USDC&counter_asset_issuer=${issuer}&cursor=now`;
  const answer = await fetch(address, { headers: { Accept: 'text/event-stream' }, signal: ended });
  const text = new TextDecoder();
  let rest = '';
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    rest += text.decode(piece, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const token = /^id: (\d+-\d+)$/m.exec(block)?.[1];
      if (token) found[token] = Date.now();
    }
    if (Object.keys(found).length >= count) break;
  }
  return found;
}

test('markets move without a request of the page', async ({ page }) => {
  await open(page, 'markets');
  const before = await page.locator('td.c-trades').allTextContents();
  const lists: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/markets?')) lists.push(request.url());
  });
  await expect.poll(async () => (await page.locator('td.c-trades').allTextContents()).join() !== before.join()).toBe(true);
  expect(lists).toEqual([]);
});

test('after the API was killed, the tape has every trade once', async ({ page, request }) => {
  test.skip(!home, 'TICKER_HOME is not set');
  test.setTimeout(120_000);
  await open(page, 'market');
  const first = await page.locator('tr[data-token]').first().getAttribute('data-token');
  kill('graphql-server');
  await expect(page.locator('.banner')).toContainText('Offline');
  await expect(page.locator('.condition')).toHaveAttribute('data-condition', 'offline');
  // What was shown stays.
  await expect(page.locator('.book tbody .figure').first()).toBeVisible();
  await expect(page.locator('.condition')).toHaveAttribute('data-condition', 'live', { timeout: 60_000 });
  await expect(page.locator('.banner')).toHaveCount(0);
  await expect.poll(async () => (await tokens(page)).indexOf(first ?? '')).toBeGreaterThan(1);
  await expect(async () => {
    const shownNow = await tokens(page);
    expect(new Set(shownNow).size).toBe(shownNow.length);
    const answer = await request.get(`/api/v1/trades?base=native&counter=${USDC}&limit=${shownNow.length}`);
    const stored = ((await answer.json()) as { items: { paging_token: string }[] }).items.map((trade) => trade.paging_token);
    expect(shownNow).toEqual(stored);
  }).toPass({ timeout: 20_000 });
});

async function tokens(page: import('@playwright/test').Page): Promise<string[]> {
  return page.locator('tr[data-token]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['token'] as string));
}

/** Kills a program of the demo in TICKER_HOME, as a fault would. */
function kill(program: string): void {
  const found = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return (
        readlinkSync(`/proc/${name}/cwd`).startsWith(`${home}/`) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(`${program}.jar`)
      );
    } catch {
      return false; // ended meanwhile, or somebody else's
    }
  });
  expect(found).toHaveLength(1);
  process.kill(Number(found[0]), 'SIGKILL');
}

test('a page that was away goes on with what it missed', async ({ page, context }) => {
  await page.goto(MARKET);
  await shown(page, 'market');
  await context.setOffline(true);
  await expect(page.locator('.condition')).toHaveAttribute('data-condition', 'offline');
  await context.setOffline(false);
  await expect(page.locator('.condition')).toHaveAttribute('data-condition', 'live');
});
