import AxeBuilder from '@axe-core/playwright';
import { expect, open, PAGES, test } from './page';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const theme of ['dark', 'light'] as const) {
  for (const [size, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
    test.describe(`${theme}, ${size}`, () => {
      test.use({ colorScheme: theme, viewport });
      for (const name of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
        test(`${name}: axe finds no violation of WCAG 2.2 AA`, async ({ page }) => {
          await open(page, name);
          const found = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
          expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)).toEqual([]);
        });
      }
    });
  }
}

test('dialogs, warnings and failures have no violation', async ({ page }) => {
  const check = async () => {
    const found = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  };
  await open(page, 'market');
  await page.locator('.stats .figure').first().click();
  await check();
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await check();
  await page.route('**/api/v1/**', (route) => route.fulfill({ status: 503, json: { detail: 'the database does not answer' } }));
  await page.goto(PAGES.status);
  await expect(page.locator('.state').first()).toBeVisible();
  await check();
});
