import { createMemo, For, type Accessor, type JSX } from 'solid-js';

/** Rows that stay the same elements while their items are read again, so that focus and opened details stay. */
export function ById<T extends { id: number | string }>(props: {
  items: readonly T[];
  children: (item: Accessor<T>) => JSX.Element;
}): JSX.Element {
  const ids = createMemo(() => props.items.map(({ id }) => id));
  return (
    <For each={ids()}>
      {(id) => {
        const now = (): T | undefined => props.items.find((found) => found.id === id);
        // A row that is about to go still shows what it was.
        const item = createMemo<T>((before) => now() ?? before, now() as T);
        return props.children(item);
      }}
    </For>
  );
}
