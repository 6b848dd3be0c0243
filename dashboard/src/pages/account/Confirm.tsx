import type { JSX } from 'solid-js';
import { Dialog } from '../../components/Dialog';
import { createAction, Form, Refused } from '../../components/Form';

/** Asks whether something that cannot be undone is really wanted. */
export function Confirm(props: {
  title: string;
  verb: string;
  work: () => Promise<void>;
  closed: () => void;
  children: JSX.Element;
}): JSX.Element {
  const action = createAction();
  return (
    <Dialog title={props.title} closed={props.closed}>
      {(close) => (
        <Form
          action={action}
          work={async () => {
            await props.work();
            close();
          }}
        >
          <p>{props.children}</p>
          <Refused action={action} />
          <div class="buttons">
            <button type="submit" class="danger" disabled={action.busy()}>
              {props.verb}
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
