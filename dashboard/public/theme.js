// Runs before the first paint, so that no other theme flashes; src/state/settings.ts keeps the theme from then on.
{
  let chosen = null;
  try {
    chosen = localStorage.getItem('ticker.theme');
  } catch {
    // Storage may be forbidden; then the system's setting holds.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = chosen === 'dark' || chosen === 'light' ? chosen : system;
}
