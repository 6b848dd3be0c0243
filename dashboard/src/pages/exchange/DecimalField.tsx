import type { JSX } from 'solid-js';
import { Field } from '../../components/Form';

/** A price or an amount to type. */
export function DecimalField(props: {
  label: string;
  hint?: string;
  fault: string | null;
  value: string;
  typed: (value: string) => void;
}): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint} fault={props.fault}>
      {(control) => (
        <input
          {...control}
          class="entry"
          inputMode="decimal"
          value={props.value}
          onInput={(event) => props.typed(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
