import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** Writes a .gz and a .br beside each text, which nginx sends as they are. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|js|css|svg|txt)$/.test(name)) continue;
        const path = join(folder, name);
        const text = readFileSync(path);
        writeFileSync(path + '.gz', gzipSync(text, { level: 9 }));
        writeFileSync(path + '.br', brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}

/** What the pages are made of, with the notices that their licences ask to pass on. */
const PARTS = [
  'solid-js',
  '@solidjs/router',
  'lightweight-charts',
  'fancy-canvas',
  '@tanstack/solid-virtual',
  'eventsource-parser',
  'big.js',
  '@fontsource/ibm-plex-sans',
];

function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const texts = PARTS.map((part) => {
        const folder = join('node_modules', part);
        const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
        const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
        return `${part} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}`;
      });
      const notice = 'TradingView Lightweight Charts™\nCopyright (c) 2025 TradingView, Inc. https://www.tradingview.com/';
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: [notice, ...texts].join(`\n\n${'-'.repeat(72)}\n\n`) + '\n' });
    },
  };
}

/** Where `npm run dev` finds the API: a demo. */
const api = process.env['TICKER_ADDRESS'] ?? 'http://127.0.0.1:8000';

const report = process.env['UNIT_TESTS'];

function proxies() {
  return Object.fromEntries(['/api', '/graphql', '/coingecko', '/favicon.ico'].map((path) => [path, { target: api }]));
}

export default defineConfig({
  base: '/dashboard/',
  plugins: [solid(), licences(), compressed()],
  build: {
    target: 'es2023',
    outDir: 'target/site',
    // A strict Content-Security-Policy admits no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  preview: { proxy: proxies() },
  server: { proxy: proxies() },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    // `./ticker test` reads the numbers from a report.
    ...(report ? { reporters: ['default', 'junit'], outputFile: { junit: report } } : {}),
  },
});
