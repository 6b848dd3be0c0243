import { createRenderEffect, createRoot, createSignal, type Accessor } from 'solid-js';

/** What a person chose, kept in this browser alone. Where storage is forbidden, it holds until the page is closed. */

export type Theme = 'system' | 'dark' | 'light';

function load(name: string): string | null {
  try {
    return localStorage.getItem(`ticker.${name}`);
  } catch {
    return null; // forbidden
  }
}

function save(name: string, value: string): void {
  try {
    localStorage.setItem(`ticker.${name}`, value);
  } catch {
    // forbidden, or full
  }
}

function setting<T>(name: string, read: (text: string | null) => T, write: (value: T) => string): [Accessor<T>, (value: T) => void] {
  const [value, setValue] = createSignal<T>(read(load(name)));
  addEventListener('storage', (event) => {
    if (event.key === `ticker.${name}`) setValue(() => read(event.newValue)); // another tab
  });
  return [
    value,
    (next) => {
      setValue(() => next);
      save(name, write(next));
    },
  ];
}

const [theme, setTheme] = setting<Theme>('theme', (text) => (text === 'dark' || text === 'light' ? text : 'system'), String);
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const [systemDark, setSystemDark] = createSignal(systemIsDark.matches);
systemIsDark.addEventListener('change', () => setSystemDark(systemIsDark.matches));

export { theme, setTheme };

/** The theme that is shown. */
export const shownTheme = (): 'dark' | 'light' => {
  const chosen = theme();
  return chosen === 'system' ? (systemDark() ? 'dark' : 'light') : chosen;
};

// A render effect runs before the effects that read colours, such as the chart's.
createRoot(() =>
  createRenderEffect(() => {
    document.documentElement.dataset['theme'] = shownTheme();
  }),
);

/** The keys of markets, `BASE/COUNTER`. */
const [favourites, setFavourites] = setting<ReadonlySet<string>>('favourites', readFavourites, (all) => JSON.stringify([...all]));

export { favourites };

export function readFavourites(text: string | null): ReadonlySet<string> {
  if (text === null) return new Set();
  try {
    const found: unknown = JSON.parse(text);
    return new Set(Array.isArray(found) ? found.filter((item) => typeof item === 'string') : []);
  } catch {
    return new Set(); // of another version, or edited by hand
  }
}

export function toggleFavourite(market: string): void {
  const next = new Set(favourites());
  if (!next.delete(market)) next.add(market);
  setFavourites(next);
}

/** Whether single letters are shortcuts; speech input and some keyboards need them off (WCAG 2.1.4). */
export const [shortcuts, setShortcuts] = setting<boolean>(
  'shortcuts',
  (text) => text !== 'off',
  (on) => (on ? 'on' : 'off'),
);
