import { For, Show, type JSX } from 'solid-js';
import type { Attempt, Delivery } from '../../api/account';
import { createAction, Refused } from '../../components/Form';
import { formats } from '../../numbers/format';
import { age, clockTime, dateTime, duration } from '../../numbers/time';
import { serverNow } from '../../state/clock';
import { answerText, DELIVERY_LEVELS } from './words';

/** A message with the answers to it; its body and all attempts on demand. */
export function DeliveryRow(props: { delivery: Delivery; replay: ((wanted: unknown) => Promise<void>) | null }): JSX.Element {
  const action = createAction();
  const last = (): Attempt | undefined => props.delivery.attempts.at(-1);
  return (
    <li class="row">
      <div class="row-main">
        <b>{props.delivery.type.replaceAll('_', ' ')}</b>{' '}
        <time dateTime={props.delivery.happened_at}>{time(props.delivery.happened_at)}</time>
        <span class="row-marks">
          <span class="badge" data-level={DELIVERY_LEVELS[props.delivery.state]}>
            {props.delivery.state}
          </span>
        </span>
      </div>
      <dl class="stats">
        <Show when={last()}>
          {(attempt) => (
            <div>
              <dt>
                Answer {attempt().attempt}, {age(attempt().attempted_at, serverNow())}
              </dt>
              <dd class="breaks">{answerText(attempt())}</dd>
            </div>
          )}
        </Show>
        <Show when={props.delivery.state === 'waiting' && props.delivery.next_at}>
          {(next) => (
            <div>
              <dt>Next try</dt>
              <dd>{nextText(next())}</dd>
            </div>
          )}
        </Show>
        <div class="details">
          <dt class="hidden">Message</dt>
          <dd>
            <details>
              <summary>Message and attempts</summary>
              <p class="quiet breaks">{props.delivery.webhook_id}</p>
              <Attempts attempts={props.delivery.attempts} />
              <pre tabIndex={0}>{JSON.stringify(props.delivery.payload, null, 1)}</pre>
            </details>
          </dd>
        </div>
      </dl>
      <div class="row-end">
        <Show when={props.replay && props.delivery.state !== 'waiting' ? props.replay : null}>
          {(replay) => (
            <button
              type="button"
              class="small"
              disabled={action.busy()}
              onClick={() => void action.run(() => replay()({ delivery_id: props.delivery.id }))}
            >
              Replay
            </button>
          )}
        </Show>
      </div>
      <Refused action={action} />
    </li>
  );
}

function time(at: string): string {
  return `${dateTime(Date.parse(at))} UTC`;
}

function nextText(at: string): string {
  const wait = Date.parse(at) - serverNow();
  return wait <= 0 ? 'now' : `in ${duration(wait)}`;
}

function Attempts(props: { attempts: readonly Attempt[] }): JSX.Element {
  return (
    <Show when={props.attempts.length > 0} fallback={<p class="quiet">No attempt yet.</p>}>
      <table>
        <caption>Attempts</caption>
        <tbody>
          <For each={props.attempts}>
            {(attempt) => (
              <tr>
                <th scope="row">{attempt.attempt}</th>
                <td>{clockTime(Date.parse(attempt.attempted_at))}</td>
                <td class="num">{formats.count(attempt.millis)} ms</td>
                <td class="breaks">{answerText(attempt)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}
