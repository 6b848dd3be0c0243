import { Show, type JSX } from 'solid-js';
import { Copied } from '../../components/Copied';
import { Dialog } from '../../components/Dialog';

/** A key or a secret, which the API gives only once. */
export interface Issued {
  title: string;
  text: string;
  /** What it is, as the button names it. */
  name: string;
  note?: string | undefined;
}

export function SecretShown(props: { issued: Issued; closed: () => void }): JSX.Element {
  return (
    <Dialog title={props.issued.title} closed={props.closed}>
      {(close) => (
        <>
          <p>It is shown this once. Keep it where nobody else reads.</p>
          <p class="secret">
            <Copied text={props.issued.text} name={props.issued.name} />
          </p>
          <Show when={props.issued.note}>
            <p>{props.issued.note}</p>
          </Show>
          <div class="buttons">
            <button type="button" class="main" onClick={close}>
              I have kept it
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
