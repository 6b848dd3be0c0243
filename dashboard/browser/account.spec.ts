import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { AccountApi, CHALLENGE, INVITE, KEY, WALLET } from './accountApi';
import { expect, PAGES, test, USDC } from './page';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function signedIn(page: Page, api = new AccountApi(), path = PAGES.account): Promise<AccountApi> {
  await api.serve(page);
  await page.goto(path);
  await page.getByRole('textbox', { name: 'Key' }).fill(KEY);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Subscriptions' })).toBeVisible();
  await expect(page.locator('.loading')).toHaveCount(0);
  return api;
}

/** Returns all that this browser keeps of the page: a secret must be nowhere else. */
async function stored(page: Page): Promise<{ tab: string | null; browser: string | null }> {
  return page.evaluate(() => ({ tab: sessionStorage.getItem('ticker.key'), browser: localStorage.getItem('ticker.key') }));
}

async function axe(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)).toEqual([]);
}

test('a key signs in for this tab, or for this computer, and is in no address', async ({ page }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await signedIn(page);
  expect(await stored(page)).toEqual({ tab: KEY, browser: null });
  await page.reload();
  await expect(page.locator('.account-grid')).toContainText('kept until this tab is closed');
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await stored(page)).toEqual({ tab: null, browser: null });

  await page.getByLabel(/Keep on this computer/).check();
  await page.getByRole('textbox', { name: 'Key' }).fill(`  ${KEY}\n`);
  await page.keyboard.press('Enter');
  await expect(page.locator('.account-grid')).toContainText('kept on this computer');
  expect(await stored(page)).toEqual({ tab: null, browser: KEY });
  const other = await page.context().newPage();
  await new AccountApi().serve(other);
  await other.goto(PAGES.account);
  await expect(other.locator('.account-grid')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect([...addresses, ...logged, page.url()].filter((words) => words.includes(KEY))).toEqual([]);
});

test('a key that is not accepted is said beside its field, and ends a session', async ({ page }) => {
  const api = new AccountApi();
  await api.serve(page);
  await page.goto(PAGES.account);
  const field = page.getByRole('textbox', { name: 'Key' });
  await field.fill('sticker_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Expected a key that exists, is not revoked and has not expired.')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('ключ с пробелом');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Expected a key without spaces/)).toBeVisible();
  await field.fill(KEY);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();

  api.accepted.delete(KEY);
  await page.getByRole('button', { name: 'Pause' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: 'not accepted any more' })).toBeVisible();
  expect(await stored(page)).toEqual({ tab: null, browser: null });
});

test('a Stellar account signs in by a challenge that is signed elsewhere', async ({ page }) => {
  await new AccountApi().serve(page);
  await page.goto(PAGES.account);
  await page.getByRole('radio', { name: 'Stellar account' }).check();
  await page.getByRole('textbox', { name: 'Account' }).fill('MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK');
  await page.getByRole('button', { name: 'Get the challenge' }).click();
  await expect(page.getByText(/multiplexed accounts \(M\.\.\.\) cannot sign in here/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Account' }).fill(WALLET);
  await page.getByRole('button', { name: 'Get the challenge' }).click();
  await expect(page.getByText(CHALLENGE)).toBeVisible();
  await expect(page.getByText('Test SDF Network')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Stellar Laboratory' })).toHaveAttribute('rel', /noreferrer/);
  await axe(page);
  const signed = page.getByRole('textbox', { name: 'The signed transaction' });
  await signed.fill(`${CHALLENGE}forged`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Expected a challenge that its account signed.')).toBeVisible();
  expect(await page.locator('.refused').textContent()).not.toContain('forged');
  await signed.fill(`${CHALLENGE}signed`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  expect((await stored(page)).tab).toBe('token.of.sign-in');
});

test('a wallet in the browser signs the challenge', async ({ page }) => {
  await page.addInitScript((wallet) => {
    // Answers as the extension does.
    Object.assign(window, { freighter: true });
    addEventListener('message', ({ data }) => {
      if (data?.source !== 'FREIGHTER_EXTERNAL_MSG_REQUEST') return;
      const refused = sessionStorage.getItem('refuses') !== null;
      const answer =
        data.type === 'REQUEST_ACCESS'
          ? { publicKey: wallet }
          : refused
            ? { apiError: { code: -4, message: 'The user rejected this request.' } }
            : { signedTransaction: `${data.transactionXdr}${data.accountToSign === wallet ? 'signed' : ''}` };
      postMessage({ source: 'FREIGHTER_EXTERNAL_MSG_RESPONSE', messagedId: data.messageId, ...answer }, location.origin);
    });
  }, WALLET);
  await new AccountApi().serve(page);
  await page.goto(PAGES.account);
  await page.evaluate(() => sessionStorage.setItem('refuses', ''));
  await page.getByRole('radio', { name: 'Stellar account' }).check();
  await page.getByRole('button', { name: 'Sign in with Freighter' }).click();
  await expect(page.getByRole('alert')).toContainText('The wallet refused: The user rejected this request.');
  await page.evaluate(() => sessionStorage.removeItem('refuses'));
  await page.getByRole('button', { name: 'Sign in with Freighter' }).click();
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
});

test('where SEP-10 or sign-up is off, the page says so', async ({ page }) => {
  const api = new AccountApi();
  api.signInOn = false;
  const closed = { title: 'Forbidden', status: 403, detail: 'sign-up is off here (SIGN_UP); ask the operator for a key' };
  api.instead.set('POST accounts', { status: 403, json: closed });
  await api.serve(page);
  await page.goto(PAGES.account);
  await page.getByRole('radio', { name: 'Stellar account' }).check();
  await expect(page.getByText('Signing in by a Stellar account is off here.')).toBeVisible();
  await page.getByRole('radio', { name: 'Invite' }).check();
  await page.getByRole('textbox', { name: 'Name of the account' }).fill('alice');
  await page.getByRole('textbox', { name: 'Invite' }).fill(INVITE);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('alert')).toContainText('Sign-up is off here');
});

test('an invite makes an account, and its key is shown once', async ({ page }) => {
  await new AccountApi().serve(page);
  await page.goto(PAGES.account);
  await page.getByRole('radio', { name: 'Invite' }).check();
  await page.getByRole('textbox', { name: 'Name of the account' }).fill('alice');
  await page.getByRole('textbox', { name: 'Invite' }).fill('stinvite_used');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Expected an invite that was not used yet and has not ended.')).toBeVisible();
  await expect(page.getByText('stinvite_used')).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Invite' }).fill(INVITE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Your first key' })).toContainText(KEY);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await expect(page.getByText(KEY)).toHaveCount(0);
});

test('keys are created, rotated and revoked', async ({ page }) => {
  const api = await signedIn(page);
  const keys = page.getByRole('region', { name: 'Keys' });
  await expect(keys.getByRole('listitem').filter({ hasText: 'old' })).toContainText('revoked');
  await keys.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('Expected a text of 1 to 60 characters.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('bot');
  await dialog.getByRole('checkbox', { name: /^subscribe/ }).check();
  await dialog.getByRole('textbox', { name: /Requests a minute/ }).fill('50');
  await dialog.getByLabel(/Ends at/).fill('2030-01-02T03:04');
  await axe(page);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('dialog', { name: 'The new key' })).toContainText('sticker_N3w0');
  expect(api.bodies.at(-1)).toEqual({
    name: 'bot',
    scopes: ['read', 'subscribe'],
    quota_per_minute: 50,
    expires_at: '2030-01-02T03:04:00Z',
  });
  await page.getByRole('button', { name: 'Copy key' }).click();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(keys.getByRole('listitem').filter({ hasText: 'bot' })).toContainText('never');
  await expect(page.getByText('sticker_N3w0N3w0')).toHaveCount(0);

  await keys.getByRole('button', { name: 'Revoke bot' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(api.asked.filter((asked) => asked.startsWith('DELETE'))).toEqual([]);
  await keys.getByRole('button', { name: 'Revoke bot' }).click();
  await axe(page);
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(keys.getByRole('listitem').filter({ hasText: 'bot' })).toContainText('revoked');
  await expect(page.locator('.account-grid')).toBeVisible();

  await keys.getByRole('button', { name: 'Rotate first' }).click();
  await dialog.getByRole('combobox').selectOption('7d');
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByRole('dialog', { name: 'The new key' })).toContainText('This page goes on with it');
  expect(api.bodies.at(-1)).toEqual({ overlap: '7d' });
  expect((await stored(page)).tab).toContain('sticker_N3w0');
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(keys.getByRole('listitem').filter({ hasText: 'replaced' })).toHaveCount(1);
});

test('who revokes the key of the page is signed out', async ({ page }) => {
  await signedIn(page);
  await page.getByRole('button', { name: 'Revoke first' }).click();
  await expect(page.getByRole('dialog')).toContainText('will be signed out');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('You revoked the key')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the use of the last hour is summed by key and minute', async ({ page }) => {
  await signedIn(page);
  const use = page.getByRole('region', { name: 'Use in the last hour' });
  await expect(use.locator('dd')).toHaveText(['600', '7', '307']);
  await expect(page.getByRole('region', { name: 'Keys' }).getByRole('listitem').first()).toContainText('600');
});

test('a subscription is made by the form of its type', async ({ page }) => {
  const api = await signedIn(page);
  await page.getByRole('button', { name: 'New subscription' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Counter' }).fill(USDC);
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('price');
  await expect(dialog.getByRole('combobox', { name: 'Counter' })).toHaveValue(USDC);
  await expect(dialog.getByRole('textbox', { name: /Hysteresis percent/ })).toHaveValue('1');
  await dialog.getByRole('textbox', { name: 'Price' }).fill('a lot');
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog.getByText('Expected an asset: native or CODE:ISSUER.')).toBeVisible();
  await expect(dialog.getByText('Expected a number in digits, such as 0.25.')).toBeVisible();
  expect(api.asked).not.toContain('POST subscriptions');
  await dialog.getByRole('combobox', { name: 'Base' }).fill('XLM');
  await dialog.getByRole('textbox', { name: 'Price' }).fill('0.3');
  await dialog.getByRole('combobox', { name: 'Direction' }).selectOption('below');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/');
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog.getByText('Expected an https address of a public host, without credentials.')).toBeVisible();
  await axe(page);
  await dialog.getByRole('textbox', { name: 'Address' }).fill('https://example.com/other');
  await dialog.getByRole('checkbox', { name: /In order/ }).check();
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByRole('dialog', { name: 'The secret' })).toContainText('whsec_');
  expect(api.bodies.at(-1)).toEqual({
    type: 'price',
    filter: { base: 'native', counter: USDC, direction: 'below', price: '0.3', hysteresis_percent: '1' },
    delivery: { type: 'webhook', url: 'https://example.com/other', ordered: true },
  });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listitem').filter({ hasText: 'below 0.3' })).toContainText('To, in order');
});

test('faults that have no field are said below the form', async ({ page }) => {
  const api = await signedIn(page);
  const fault = { field: 'delivery', value: '', expected: 'a webhook, while streams are closed' };
  api.instead.set('POST subscriptions', { status: 400, json: { detail: 'x', faults: [fault] } });
  await page.getByRole('button', { name: 'New subscription' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('gap');
  await dialog.getByRole('radio', { name: /^stream/ }).check();
  await dialog.getByRole('button', { name: 'Subscribe' }).click();
  await expect(dialog.getByRole('alert')).toContainText('delivery: expected a webhook, while streams are closed.');
});

test('subscriptions are paused, resumed, tested and deleted, and get another secret', async ({ page }) => {
  const api = await signedIn(page);
  const row = page.getByRole('listitem').filter({ hasText: 'Alarm' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Failing since' })).toContainText('answered 500');
  await row.getByRole('button', { name: 'Pause' }).click();
  await expect(row).toContainText('paused');
  expect(api.bodies.at(-1)).toEqual({ active: false });
  await row.getByRole('button', { name: 'Resume' }).click();
  await expect(row).toContainText('active');
  await row.getByRole('button', { name: 'Test' }).click();
  await expect(row).toContainText('A test is on its way');
  const tooMany = { status: 429, detail: 'expected at most 10 tests and replays that wait' };
  api.instead.set('POST subscriptions/1/test', { status: 429, json: tooMany });
  await row.getByRole('button', { name: 'Test' }).click();
  await expect(row.getByRole('alert')).toContainText('Expected at most 10 tests');
  await row.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('dialog', { name: 'The new secret' })).toContainText('whsec_bmV3');
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
});

test('what was dropped is said beside its subscription, and a pause of the operator with its reason', async ({ page }) => {
  const api = new AccountApi();
  Object.assign(api.subscriptions[0] ?? {}, { dropped: '12345', dropped_at: api.time(-180_000) });
  const pause = { active: false, paused_at: api.time(-3_600_000), pause_reason: 'your server answers nothing' };
  Object.assign(api.subscriptions[1] ?? {}, pause);
  await signedIn(page, api);
  const rows = page.getByRole('region', { name: 'Subscriptions' }).getByRole('listitem');
  await expect(rows.nth(0)).toContainText(/Messages dropped\s*12,345, the last 3 min( \d+ s)? ago/);
  await expect(rows.nth(1)).not.toContainText('dropped');
  await expect(rows.nth(1)).toContainText('paused by the operator');
  await expect(rows.nth(1)).toContainText('your server answers nothing');
  await expect(rows.nth(1).getByRole('button', { name: 'Resume' })).toHaveCount(0);
  await axe(page);
});

test('deliveries show their answers and the next try, and are replayed', async ({ page }) => {
  const api = await signedIn(page);
  await page.getByRole('listitem').filter({ hasText: 'Alarm' }).getByRole('button', { name: 'Deliveries' }).click();
  await expect(page).toHaveURL(/subscription=1$/);
  const panel = page.getByRole('region', { name: 'Deliveries of Alarm' });
  const rows = panel.locator('.row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('no answer within 15 seconds');
  await expect(rows.nth(0)).toContainText(/in 4 min/);
  await expect(rows.nth(0).getByRole('button', { name: 'Replay' })).toHaveCount(0);
  await rows.nth(1).getByText('Message and attempts').click();
  await expect(rows.nth(1).locator('tbody tr')).toHaveCount(3);
  await expect(rows.nth(1).locator('pre')).toContainText('"price": "0.2501"');
  await axe(page);
  await rows.nth(1).getByRole('button', { name: 'Replay' }).click();
  await expect(rows.nth(1)).toContainText('waiting');
  await expect(rows.nth(1).locator('pre')).toBeVisible();
  expect(api.bodies.at(-1)).toEqual({ delivery_id: 11 });

  await panel.getByLabel('State').selectOption('delivered');
  await expect(rows).toHaveCount(1);
  await expect(panel.getByRole('button', { name: 'Replay the range' })).toBeDisabled();
  await panel.getByLabel('From, in UTC').fill('2026-11-29T00:00');
  await panel.getByLabel('To').fill('2026-11-30T00:00');
  await panel.getByRole('button', { name: 'Replay the range' }).click();
  await expect(panel.getByText('They are on their way.')).toBeVisible();
  expect(api.bodies.at(-1)).toEqual({ from: '2026-11-29T00:00:00Z', to: '2026-11-30T00:00:00Z' });
  await page.reload();
  await expect(page.getByRole('region', { name: 'Deliveries of Alarm' })).toBeVisible();
  await page.getByRole('button', { name: 'Close the deliveries' }).click();
  await expect(page).toHaveURL(/\/account$/);
});

test('a stream says how it is read', async ({ page }) => {
  await signedIn(page, new AccountApi(), `${PAGES.account}?subscription=3`);
  const panel = page.getByRole('region', { name: 'Deliveries of gap' });
  await expect(panel.getByText('/api/v1/subscriptions/3/stream')).toBeVisible();
  await expect(panel.getByText('Nothing was delivered yet')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Replay the range' })).toHaveCount(0);
  expect(await panel.textContent()).not.toContain(KEY);
});

test('empty, missing, switched off and failed is said in words', async ({ page }) => {
  const api = new AccountApi();
  api.subscriptionsOn = false;
  await signedIn(page, api);
  await expect(page.getByText('Subscriptions are off here')).toBeVisible();
  api.subscriptionsOn = true;
  api.subscriptions = [];
  await page.reload();
  await expect(page.getByText('No subscription yet')).toBeVisible();
  for (const asked of ['GET keys', 'GET usage', 'GET subscriptions'])
    api.instead.set(asked, { status: 503, json: { detail: 'the database does not answer' } });
  await page.reload();
  await expect(page.getByText('The keys could not be read')).toBeVisible();
  await expect(page.getByText('The use could not be read')).toBeVisible();
  await expect(page.getByText('The subscriptions could not be read')).toBeVisible();
  await axe(page);
  api.instead.clear();
  await expect(page.getByText('The keys could not be read')).toBeHidden();
  const missing = { detail: 'expected a key with the scope subscribe, found one with read' };
  api.instead.set('GET subscriptions', { status: 403, json: missing });
  await page.reload();
  await expect(page.getByText(/expected a key with the scope subscribe/)).toBeVisible();
});

test('what others wrote into a subscription is shown as text', async ({ page }) => {
  const api = new AccountApi();
  const script = `<img src=x onerror="alert(1)">${'W'.repeat(2000)}`;
  Object.assign(api.subscriptions[0] ?? {}, { name: script, filter: { base: script, counter: script, later: script } });
  api.deliveries[1] = { ...(api.deliveries[1] ?? { id: 11 }), payload: { data: script } };
  await signedIn(page, api, `${PAGES.account}?subscription=1`);
  await page.getByText('Message and attempts').nth(1).click();
  await expect(page.locator('pre').nth(1)).toContainText('<img');
  await expect(page.locator('main img')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('the page is reached and used by the keyboard alone', async ({ page }) => {
  await new AccountApi().serve(page);
  await page.goto(PAGES.status);
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Stellar account' })).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  await page.keyboard.type(KEY);
  await page.keyboard.press('Enter');
  const create = page.getByRole('button', { name: 'New key' });
  await create.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New key' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(create).toBeFocused();
});

for (const theme of ['dark', 'light'] as const) {
  for (const [size, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
    test.describe(`${theme}, ${size}`, () => {
      test.use({ colorScheme: theme, viewport });
      test('signed in: axe finds no violation, and nothing is wider than the page', async ({ page }) => {
        await signedIn(page, new AccountApi(), `${PAGES.account}?subscription=1`);
        await page.getByText('Message and attempts').nth(1).click();
        await axe(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        const folder = process.env['PICTURES'];
        if (folder) await page.screenshot({ path: `${folder}/account-${theme}-${size}.png`, fullPage: true });
      });
    });
  }
}
