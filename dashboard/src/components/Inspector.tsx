import { createEffect, createSignal, Show, type JSX } from 'solid-js';
import { serverNow } from '../state/clock';
import { age, dateTime } from '../numbers/time';
import { Copied } from './Copied';

/** What a figure is made of: its exact value, its time, and the call of the API that gives it. */
export interface Source {
  label: string;
  exact: string | number | null;
  unit?: string | undefined;
  time: string | null;
  /** The path and query of the call. */
  call: string;
  /** Where the value stands in the answer, as jq writes it. */
  member: string;
}

const [inspected, setInspected] = createSignal<Source | null>(null);

export { setInspected as inspect };

interface FigureProps {
  source: () => Source;
  class?: string | undefined;
  children: JSX.Element;
  tabIndex?: number;
}

/** A figure that shows on demand where it comes from. */
export function Figure(props: FigureProps): JSX.Element {
  return (
    <button
      type="button"
      class={`figure ${props.class ?? ''}`}
      tabIndex={props.tabIndex ?? 0}
      aria-haspopup="dialog"
      onClick={() => setInspected(props.source())}
    >
      {props.children}
    </button>
  );
}

/** The dialog of the figure that was chosen. */
export function Inspector(): JSX.Element {
  let dialog!: HTMLDialogElement;
  createEffect(() => {
    if (inspected()) dialog.showModal();
  });
  return (
    <dialog
      ref={dialog}
      class="inspector"
      aria-labelledby="inspector-title"
      onClose={() => setInspected(null)}
      onClick={(event) => {
        if (event.target === dialog) dialog.close();
      }}
    >
      <Show when={inspected()}>
        {(source) => (
          <div class="inspector-body">
            <header>
              <h2 id="inspector-title">{source().label}</h2>
              <button type="button" class="plain" aria-label="Close" onClick={() => dialog.close()}>
                ✕
              </button>
            </header>
            <dl>
              <dt>Exact value</dt>
              <dd>
                <Copied text={source().exact === null ? 'null' : String(source().exact)} name="value" />
                <Show when={source().unit}>
                  <span class="quiet"> {source().unit}</span>
                </Show>
              </dd>
              <dt>As of</dt>
              <dd>
                <Show when={source().time} fallback="not known">
                  {(time) => (
                    <>
                      <time dateTime={time()}>{dateTime(Date.parse(time()))} UTC</time>
                      <span class="quiet"> · {age(time(), serverNow())}</span>
                    </>
                  )}
                </Show>
              </dd>
              <dt>API call</dt>
              <dd>
                <Copied text={curl(source())} name="call" />
              </dd>
            </dl>
          </div>
        )}
      </Show>
    </dialog>
  );
}

/** Returns a line for a shell; single quotes keep all characters of an address, which holds none itself. */
export function curl(source: Source): string {
  const address = new URL(source.call, location.origin).href.replace(/'/g, '%27');
  return `curl -s '${address}' | jq '${source.member}'`;
}
