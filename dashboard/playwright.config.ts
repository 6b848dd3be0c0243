import { defineConfig } from '@playwright/test';

/** Tests in Debian's Chromium, against a running demo: TICKER_ADDRESS, and for some its TICKER_HOME and HORIZON_ADDRESS. */
export default defineConfig({
  testDir: 'browser',
  outputDir: 'target/browser-tests',
  snapshotPathTemplate: 'browser/pictures/{arg}{ext}',
  // Long: a machine that tests may also build.
  timeout: 180_000,
  expect: { timeout: 30_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled' } },
  // The kill of the API must not meet other tests.
  workers: 1,
  forbidOnly: true,
  reporter: [['list'], ...(process.env['BROWSER_TESTS'] ? [['junit', { outputFile: process.env['BROWSER_TESTS'] }] as const] : [])],
  use: {
    baseURL: process.env['TICKER_ADDRESS'] ?? 'http://127.0.0.1:8000',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' },
    trace: 'retain-on-failure',
  },
});
