import { createSignal, Show, type JSX } from 'solid-js';
import { formats } from '../numbers/format';

const TEXT_SHOWN = 400;

/** A text of others, of any length: long ones are cut, and shown whole on demand. */
export function LongText(props: { text: string }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const isLong = (): boolean => props.text.length > TEXT_SHOWN;
  // By whole characters: half of one would be a sign of its own.
  const short = (): string => [...props.text].slice(0, TEXT_SHOWN).join('') + '…';
  return (
    <span class="long-text">
      <bdi>{isLong() && !open() ? short() : props.text}</bdi>
      <Show when={isLong()}>
        {' '}
        <button type="button" class="small" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {open() ? 'Less' : `All ${formats.count(props.text.length)} characters`}
        </button>
      </Show>
    </span>
  );
}
