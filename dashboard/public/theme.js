// Runs before the first paint, so that a theme chosen by hand does not flash the other one.
try {
  const theme = localStorage.getItem('ticker.theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's setting holds.
}
