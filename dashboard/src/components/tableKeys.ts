/** Arrow keys move between the figures of a table, which Tab passes by; they begin at the first row. */
export function moveInTable(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  if (!step) return;
  const rows = [...event.currentTarget.querySelectorAll('tr')].map((row) => [...row.querySelectorAll<HTMLElement>('.figure')]);
  const filled = rows.filter((figures) => figures.length > 0);
  const at = filled.findIndex((figures) => figures.includes(document.activeElement as HTMLElement));
  const column = at < 0 ? 0 : (filled[at]?.indexOf(document.activeElement as HTMLElement) ?? 0);
  const row = at < 0 ? filled[0] : filled[Math.max(0, Math.min(filled.length - 1, at + (step[0] as number)))];
  const next = row?.[Math.max(0, Math.min(row.length - 1, at < 0 ? 0 : column + (step[1] as number)))];
  if (!next) return;
  next.focus();
  event.preventDefault();
}
