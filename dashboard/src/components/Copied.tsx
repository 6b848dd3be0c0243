import { createSignal, type JSX } from 'solid-js';

/** A text that can be copied by a button. */
export function Copied(props: { text: string; name: string }): JSX.Element {
  const [copied, setCopied] = createSignal(false);
  let code!: HTMLElement;
  const copy = async (): Promise<void> => {
    // Browsers offer the clipboard only over HTTPS and at localhost; elsewhere the text is selected, to be copied by hand.
    if (isSecureContext) {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
    } else {
      getSelection()?.selectAllChildren(code);
    }
  };
  return (
    <span class="copied">
      <code ref={code} tabIndex={0}>
        {props.text}
      </code>
      <button type="button" class="small" onClick={() => void copy()}>
        {copied() ? 'Copied' : `Copy ${props.name}`}
      </button>
    </span>
  );
}
