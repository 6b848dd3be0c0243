import { createSignal, Match, Show, Switch, type JSX } from 'solid-js';
import { type Subscription, type Subscriptions as Page, SUBSCRIPTIONS } from '../../api/account';
import { ById } from '../../components/ById';
import { Empty, Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { polled } from '../../state/polled';
import { ask, session } from '../../state/session';
import { Confirm } from './Confirm';
import { Deliveries } from './Deliveries';
import { NewSubscription } from './NewSubscription';
import type { Issued } from './Secret';
import { SubscriptionRow, type SubscriptionTask } from './SubscriptionRow';

const PERIOD = 30_000;
const PAGE = 200;

type Task = { kind: 'create' } | { kind: 'delete' | 'secret'; subscription: Subscription };

/** The account's subscriptions, and the messages of the chosen one. */
export function Subscriptions(props: {
  chosen: number | null;
  choose: (id: number | null) => void;
  show: (issued: Issued) => void;
}): JSX.Element {
  const [task, setTask] = createSignal<Task | null>(null);
  const done = (): void => void setTask(null);
  const list = polled(
    () => session()?.key ?? null,
    (_, signal) => readAll(signal),
    PERIOD,
  );
  const chosen = (): Subscription | undefined => list.value()?.find(({ id }) => id === props.chosen);
  const changed = (): void => list.refresh();
  const act = (subscription: Subscription, wanted: SubscriptionTask): void => {
    if (wanted === 'deliveries') props.choose(subscription.id === props.chosen ? null : subscription.id);
    else setTask({ kind: wanted, subscription });
  };
  const remove = async ({ id }: Subscription): Promise<void> => {
    await ask('DELETE', `${SUBSCRIPTIONS}/${id}`);
    if (id === props.chosen) props.choose(null);
    changed();
  };
  const rotate = async ({ id }: Subscription): Promise<void> => {
    const { secret } = await ask<{ secret: string }>('POST', `${SUBSCRIPTIONS}/${id}/secret`);
    props.show({ title: 'The new secret', text: secret, name: 'secret', note: 'For a day, messages are signed with the old one, too.' });
    changed();
  };
  return (
    <>
      <section class="panel whole" aria-labelledby="subscriptions-title">
        <div class="panel-bar">
          <h2 id="subscriptions-title">Subscriptions</h2>
          <Show when={list.value()}>
            {(found) => (
              <span class="bar-end">
                <span class="quiet">{found().length > 0 ? formats.count(found().length) : ''}</span>{' '}
                <button type="button" class="small" onClick={() => setTask({ kind: 'create' })}>
                  New subscription
                </button>
              </span>
            )}
          </Show>
        </div>
        <Show
          when={list.value()}
          fallback={
            <Show when={list.fault()} fallback={<Loading lines={4} label="The subscriptions are loading" />}>
              {(fault) => (
                <Show
                  when={fault().status === 404}
                  fallback={<Failed what="The subscriptions could not be read" fault={fault()} retry={list.refresh} />}
                >
                  <Empty title="Subscriptions are off here">The operator of this ticker turns them on.</Empty>
                </Show>
              )}
            </Show>
          }
        >
          {(found) => (
            <Show
              when={found().length > 0}
              fallback={<Empty title="No subscription yet">The ticker calls back when something happens that you name.</Empty>}
            >
              <ul class="rows">
                <ById items={found()}>
                  {(subscription) => (
                    <SubscriptionRow
                      subscription={subscription()}
                      chosen={subscription().id === props.chosen}
                      act={(wanted) => act(subscription(), wanted)}
                      changed={changed}
                    />
                  )}
                </ById>
              </ul>
            </Show>
          )}
        </Show>
      </section>
      <Show when={chosen()?.id} keyed>
        {(id) => <Deliveries id={id} subscription={chosen} close={() => props.choose(null)} />}
      </Show>
      <Switch>
        <Match when={task()?.kind === 'create'}>
          <NewSubscription
            closed={done}
            made={({ secret }) => {
              changed();
              if (secret !== null) props.show({ title: 'The secret', text: secret, name: 'secret', note: 'Verify messages with it.' });
            }}
          />
        </Match>
        <Match when={of(task(), 'delete')}>
          {(subscription) => (
            <Confirm title="Delete the subscription" verb="Delete" work={() => remove(subscription())} closed={done}>
              Nothing is sent any more, and its messages are not shown any more. This cannot be undone.
            </Confirm>
          )}
        </Match>
        <Match when={of(task(), 'secret')}>
          {(subscription) => (
            <Confirm title="Make a new secret" verb="Make it" work={() => rotate(subscription())} closed={done}>
              Receivers verify messages with it. For a day, messages are signed with both secrets; a secret that was replaced before ends
              now.
            </Confirm>
          )}
        </Match>
      </Switch>
    </>
  );
}

function of(task: Task | null, kind: 'delete' | 'secret'): Subscription | undefined {
  return task?.kind === kind ? task.subscription : undefined;
}

/** Reads all pages; an account has 1,000 subscriptions at most. */
async function readAll(signal: AbortSignal): Promise<Subscription[]> {
  const all: Subscription[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: Page = await ask<Page>('GET', `${SUBSCRIPTIONS}?limit=${PAGE}${after}`, undefined, signal);
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}
