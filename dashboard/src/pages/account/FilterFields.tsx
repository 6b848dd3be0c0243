import { createMemo, For, Match, Show, Switch, type JSX } from 'solid-js';
import { codeOf } from '../../api/types';
import { issuerText } from '../../components/AssetName';
import { Field, type Action, type Control } from '../../components/Form';
import { labels } from '../../state/names';
import type { Entries, FilterField } from './schema';

const ASSETS = 'known-assets';

/** The fields of a filter. */
export function FilterFields(props: {
  fields: readonly FilterField[];
  entries: Entries;
  enter: (name: string, entry: string) => void;
  action: Action;
}): JSX.Element {
  return (
    <For each={props.fields}>
      {(field) => (
        <Field label={field.label} hint={field.hint} fault={props.action.faultOf(`filter.${field.name}`)}>
          {(control) => (
            <Entry
              field={field}
              control={control}
              entry={props.entries[field.name] ?? ''}
              enter={(entry) => props.enter(field.name, entry)}
            />
          )}
        </Field>
      )}
    </For>
  );
}

function Entry(props: { field: FilterField; control: Control; entry: string; enter: (entry: string) => void }): JSX.Element {
  const choices = (): readonly string[] => (props.field.kind === 'flag' ? ['true', 'false'] : props.field.choices);
  return (
    <Switch
      fallback={
        <input
          {...props.control}
          class="entry"
          inputMode={props.field.numeric ? 'decimal' : 'text'}
          value={props.entry}
          onInput={(at) => props.enter(at.currentTarget.value)}
        />
      }
    >
      <Match when={props.field.kind === 'choice' || props.field.kind === 'flag'}>
        <select {...props.control} value={props.entry} onChange={(at) => props.enter(at.currentTarget.value)}>
          <Show when={!props.field.required || props.field.kind === 'flag'}>
            <option value="">any</option>
          </Show>
          <For each={choices()}>{(choice) => <option value={choice}>{choice}</option>}</For>
        </select>
      </Match>
      <Match when={props.field.kind === 'asset'}>
        <input
          {...props.control}
          class="entry code"
          list={ASSETS}
          spellcheck={false}
          placeholder="native or CODE:ISSUER"
          value={props.entry}
          onInput={(at) => props.enter(at.currentTarget.value)}
        />
        <Show when={labels().has(props.entry.trim())}>
          <span class="quiet">
            {codeOf(props.entry.trim())} of {issuerText(props.entry.trim())}
          </span>
        </Show>
      </Match>
    </Switch>
  );
}

/** The assets that the page knows, which browsers offer as one types a code or a domain. */
export function AssetChoices(): JSX.Element {
  const assets = createMemo(() => [...labels().values()]);
  return (
    <datalist id={ASSETS}>
      <option value="native">XLM</option>
      <For each={assets()}>
        {(label) => (
          <option value={label.asset}>
            {codeOf(label.asset)} {label.domain}
          </option>
        )}
      </For>
    </datalist>
  );
}
