import { readFileSync } from 'node:fs';
import { createEffect, createRoot } from 'solid-js';
import { expect, test, vi } from 'vitest';

test('the colours of each theme stand once', () => {
  const css = readFileSync('src/styles/base.css', 'utf8');
  const declared = [...css.matchAll(/^ *(--[\w-]+):/gm)].map((match) => match[1]);
  for (const name of new Set(declared))
    expect(
      declared.filter((other) => other === name),
      name,
    ).toHaveLength(2);
});

test('what is painted when the theme changes finds the colours of the new one', async () => {
  const root = { dataset: {} as Record<string, string> };
  const system = { matches: false, change: () => {}, addEventListener: (_: string, heard: () => void) => (system.change = heard) };
  vi.stubGlobal('document', { documentElement: root });
  vi.stubGlobal('matchMedia', () => system);
  vi.stubGlobal('addEventListener', () => {});
  const { setTheme, shownTheme } = await import('../src/state/settings');
  const painted: string[] = [];
  createRoot(() => createEffect(() => painted.push(`${shownTheme()} in ${root.dataset['theme']}`)));

  setTheme('dark');
  setTheme('system');
  system.matches = true;
  system.change();
  setTheme('light');

  expect(painted).toEqual(['light in light', 'dark in dark', 'light in light', 'dark in dark', 'light in light']);
});
