import { createUniqueId, onMount, type JSX } from 'solid-js';

/** A dialog that is open as long as it is there. */
export function Dialog(props: { title: string; closed: () => void; children: (close: () => void) => JSX.Element }): JSX.Element {
  const title = createUniqueId();
  let dialog!: HTMLDialogElement;
  onMount(() => dialog.showModal());
  return (
    <dialog ref={dialog} class="task" aria-labelledby={title} onClose={props.closed}>
      <header>
        <h2 id={title}>{props.title}</h2>
        <button type="button" class="plain" aria-label="Close" onClick={() => dialog.close()}>
          ✕
        </button>
      </header>
      <div class="task-body">{props.children(() => dialog.close())}</div>
    </dialog>
  );
}
