import { expect, open, test, USDC } from './page';

const SCRIPT = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
const TURNED = '\u202Egnitset\u202C \u2066\u2069';
const LINK = 'javascript:alert(3)//';
const LONG = 'W'.repeat(10_000);

// An issuer writes into its stellar.toml what it likes; the API passes it on as text.
test('hostile text of a stellar.toml is shown as text, and does nothing', async ({ page }) => {
  await page.route(`**/api/v1/assets/${USDC}`, async (route) => {
    const answer = await route.fetch();
    const profile = (await answer.json()) as Record<string, unknown>;
    await route.fulfill({
      json: {
        ...profile,
        name: SCRIPT + TURNED,
        description: `${LONG}${SCRIPT}${TURNED}`,
        organisation: `${LINK} ${LONG}`,
        domain: LINK,
        directory: { name: SCRIPT, domain: LINK, tags: [SCRIPT, LONG] },
        warnings: ['domain_blocked', 'a_word_of_a_later_version'],
        notes: [
          {
            about: USDC,
            source: 'crawler',
            time: '2026-11-29T00:00:00Z',
            body: { [SCRIPT + LONG]: SCRIPT + TURNED, logo: LINK + LONG.slice(0, 300), more: [{ deep: SCRIPT }] },
          },
        ],
      },
    });
  });
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postDataJSON() as { query: string };
    if (!asked.query.includes('assetStatus')) return route.continue();
    return route.fulfill({
      json: {
        data: {
          assetStatus: {
            isListed: true,
            isValid: false,
            reason: SCRIPT,
            tomlURL: LINK + SCRIPT,
            toml: {
              outcome: SCRIPT,
              reason: LONG,
              askedAt: '2026-11-29T00:00:00Z',
              readAt: null,
              faults: [
                { tomlURL: LINK, line: 1, kind: SCRIPT, about: SCRIPT + LONG },
                { tomlURL: LINK, line: 0, kind: 'unclosed_text', about: TURNED },
              ],
            },
          },
        },
      },
    });
  });
  await open(page, 'asset');
  await expect(page.locator('.asset-name')).toContainText(SCRIPT);
  await expect(page.locator('.flags')).toBeVisible();
  await page.getByRole('button', { name: /All 1\d,\d{3} characters/ }).click();
  await expect(page.locator('.long-text').first()).toContainText(SCRIPT);
  await expect(page.locator('dt', { hasText: 'Says crawler' })).toBeVisible();
  await expect(page.getByText('[{"deep":')).toBeVisible();
  await expect(page.locator('main img, main script, main iframe')).toHaveCount(0);
  const links = await page.locator('a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
  expect(links.filter((protocol) => !['http:', 'https:'].includes(protocol))).toEqual([]);
  // Marks of direction stay within their own text.
  await expect(page.locator('bdi', { hasText: 'gnitset' }).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('hostile names in the lists are shown as text', async ({ page }) => {
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postDataJSON() as { query: string };
    if (!asked.query.includes('assetList')) return route.continue();
    return route.fulfill({
      json: { data: { assetList: { items: [{ asset: USDC, domain: SCRIPT + LONG, name: SCRIPT, warnings: [] }], nextCursor: null } } },
    });
  });
  await open(page, 'markets');
  await expect(page.locator('.issuers', { hasText: '<img' }).first()).toBeVisible();
  await expect(page.locator('main img, main script')).toHaveCount(0);
  await page.getByRole('searchbox').fill(SCRIPT.slice(0, 60));
  await expect(page.locator('main img')).toHaveCount(0);
});

test('an address cannot carry a script', async ({ page }) => {
  await page.goto(`/dashboard/?q=${encodeURIComponent(SCRIPT)}&sort=${encodeURIComponent(SCRIPT)}`);
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.goto(`/dashboard/market/${encodeURIComponent(SCRIPT)}/native`);
  await expect(page.getByText('This address names no market')).toBeVisible();
});
