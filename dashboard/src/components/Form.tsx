import './form.css';
import { createSignal, createUniqueId, For, Show, type Accessor, type JSX } from 'solid-js';
import { ApiError } from '../api/client';

/** Something that a person asks for: whether it is under way, and why it was refused. */
export interface Action {
  busy: Accessor<boolean>;
  fault: Accessor<ApiError | null>;
  /** Does it, unless it is under way. */
  run: (work: () => Promise<void>) => Promise<void>;
  /** What a field should have been; null when nothing is wrong with it. */
  faultOf: (field: string) => string | null;
}

export function createAction(): Action {
  const [busy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal<ApiError | null>(null);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setFault(null);
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setFault(failure);
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run, faultOf: (field) => fault()?.faults.find((found) => found.field === field)?.expected ?? null };
}

/** A form that asks for something; the browser's own checks and its way of sending are off. */
export function Form(props: { action: Action; work: () => Promise<void>; label?: string; children: JSX.Element }): JSX.Element {
  return (
    <form
      class="form"
      method="post"
      novalidate
      autocomplete="off"
      aria-label={props.label}
      aria-busy={props.action.busy()}
      onSubmit={(event) => {
        event.preventDefault();
        void props.action.run(props.work);
      }}
    >
      {props.children}
    </form>
  );
}

/** What a control needs to be told of by its field. */
export interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

/** A control with its label, a hint, and what is wrong with it. */
export function Field(props: {
  label: string;
  hint?: string | undefined;
  fault?: string | null | undefined;
  children: (control: Control) => JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  const control: Control = {
    id,
    get 'aria-describedby'() {
      return [props.fault && `${id}-fault`, props.hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
    },
    get 'aria-invalid'() {
      return Boolean(props.fault);
    },
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children(control)}
      <Show when={props.fault}>
        <p class="fault" id={`${id}-fault`}>
          Expected {props.fault}.
        </p>
      </Show>
      <Show when={props.hint}>
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
    </div>
  );
}

/** A field for a secret, which is not shown while it is typed. */
export function SecretField(props: {
  label: string;
  hint: string;
  fault: string | null;
  value: string;
  enter: (text: string) => void;
}): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint} fault={props.fault}>
      {(control) => (
        <input
          {...control}
          class="entry code"
          type="password"
          autocomplete="off"
          spellcheck={false}
          value={props.value}
          onInput={(at) => props.enter(at.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Why something was refused, in words, but for what stands beside fields. */
export function Refused(props: { action: Action; fields?: readonly string[] }): JSX.Element {
  const elsewhere = (): readonly { field: string; expected: string }[] =>
    props.action.fault()?.faults.filter(({ field }) => !props.fields?.includes(field)) ?? [];
  return (
    <Show when={props.action.fault()}>
      {(fault) => (
        <div class="refused" role="alert">
          <Show when={fault().faults.length > 0} fallback={<p>{sentence(fault().message)}</p>}>
            <Show when={elsewhere().length > 0} fallback={<p>A field is not as expected; see beside it.</p>}>
              <ul>
                <For each={elsewhere()}>
                  {({ field, expected }) => (
                    <li>
                      <b>{field}</b>: expected {expected}.
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </Show>
        </div>
      )}
    </Show>
  );
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
