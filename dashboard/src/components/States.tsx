import { For, Show, type JSX } from 'solid-js';
import type { ApiError } from '../api/client';

/** Lines where a value will be; they have its size, so that nothing moves when it comes. */
export function Loading(props: { lines: number; label: string }): JSX.Element {
  return (
    <div class="loading" role="status" aria-label={props.label}>
      <For each={Array.from({ length: props.lines })}>{() => <span class="bone" />}</For>
    </div>
  );
}

export function Empty(props: { title: string; children?: JSX.Element }): JSX.Element {
  return (
    <div class="state">
      <p class="state-title">{props.title}</p>
      <Show when={props.children}>
        <p>{props.children}</p>
      </Show>
    </div>
  );
}

/** What failed, in words, and what happens next. */
export function Failed(props: { what: string; fault: ApiError; retry: () => void }): JSX.Element {
  return (
    <div class="state" role="alert">
      <p class="state-title">{props.what}</p>
      <p>
        {props.fault.message}. <Show when={props.fault.isAway}>This page asks again by itself.</Show>
      </p>
      <button type="button" onClick={props.retry}>
        Ask now
      </button>
    </div>
  );
}
