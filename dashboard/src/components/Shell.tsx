import { A, useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createSignal, For, Match, onCleanup, onMount, Show, Suspense, Switch, type JSX } from 'solid-js';
import { phase } from '../api/stream';
import { clockAhead, serverNow } from '../state/clock';
import type { Condition } from '../state/condition';
import { hasExchange } from '../state/exchange';
import { condition, lag, status } from '../state/health';
import { setShortcuts, setTheme, shortcuts, theme, type Theme } from '../state/settings';
import { clockTime, duration } from '../numbers/time';
import { Inspector } from './Inspector';

const PAGES = [
  { href: '/', name: 'Markets', key: 'm' },
  { href: '/pools', name: 'Pools', key: 'p' },
  { href: '/exchange', name: 'Exchange', key: 'e' },
  { href: '/status', name: 'Status', key: 's' },
  { href: '/account', name: 'Account', key: 'a' },
];

/** The pages that this ticker has. */
function pages(): typeof PAGES {
  return hasExchange() ? PAGES : PAGES.filter(({ href }) => href !== '/exchange');
}

/** What every page has around it. */
export function Shell(props: { children?: JSX.Element }): JSX.Element {
  const [help, setHelp] = createSignal(false);
  const place = useLocation();
  let main!: HTMLElement;
  useKeys(() => setHelp(true));
  // A new page begins at its top, and keyboards go on there.
  createEffect((before: string | undefined) => {
    const path = place.pathname;
    if (before !== undefined && before !== path) {
      main.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    return path;
  });
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <A class="brand" href="/" end aria-label="Stellar Ticker, markets">
          <svg viewBox="0 0 20 16" aria-hidden="true">
            <path d="M1 12l5-5 4 4 8-9" />
          </svg>
          <span>Stellar Ticker</span>
        </A>
        <nav aria-label="Pages">
          <For each={pages()}>
            {(page) => (
              <A href={page.href} end={page.href === '/'}>
                {page.name}
              </A>
            )}
          </For>
        </nav>
        <div class="top-end">
          <ConditionMark />
          <span class="utc" title="The ticker's clock, in UTC">
            {clockTime(serverNow())} <span class="quiet">UTC</span>
          </span>
          <ThemeChoice />
          <button type="button" class="plain help-button" aria-label="Keyboard and about" onClick={() => setHelp(true)}>
            ?
          </button>
        </div>
      </header>
      <Banner />
      <main id="main" ref={main} tabIndex={-1}>
        <Suspense>{props.children}</Suspense>
      </main>
      <Inspector />
      <Help open={help()} close={() => setHelp(false)} />
    </>
  );
}

const MARKS: Record<Condition, string> = {
  loading: 'connecting',
  live: 'live',
  behind: 'behind',
  degraded: 'degraded',
  down: 'down',
  offline: 'offline',
};

function ConditionMark(): JSX.Element {
  const text = (): string => {
    if (condition() === 'live' && phase() === 'reconnecting') return 'reconnecting';
    const seconds = lag();
    return condition() === 'behind' && seconds !== null ? `${duration(seconds * 1000)} behind` : MARKS[condition()];
  };
  return (
    <A class="condition" href="/status" data-condition={condition()} aria-label={`Feed: ${text()}. Open status`}>
      <span class="dot" aria-hidden="true" />
      {text()}
    </A>
  );
}

/** Says in words what is wrong with what is shown, as long as it is. */
function Banner(): JSX.Element {
  return (
    <div role="status" class="banners">
      <Switch>
        <Match when={condition() === 'offline'}>
          <p class="banner" data-level="bad">
            <b>Offline.</b> The ticker cannot be reached. What is shown is as it was; this page goes on by itself.
          </p>
        </Match>
        <Match when={condition() === 'down'}>
          <p class="banner" data-level="bad">
            <b>Down.</b> {status.value()?.reasons.join('; ') ?? 'The database does not answer'}.
          </p>
        </Match>
        <Match when={condition() === 'behind'}>
          <p class="banner" data-level="warn">
            <b>Behind.</b> The figures are {duration((lag() ?? 0) * 1000)} old. Trades since then are not in them yet.
          </p>
        </Match>
        <Match when={condition() === 'degraded'}>
          <p class="banner" data-level="warn">
            <b>Degraded.</b> {status.value()?.reasons.join('; ')}. <A href="/status">See the status</A>
          </p>
        </Match>
      </Switch>
      <Show when={Math.abs(clockAhead()) > 60_000}>
        <p class="banner" data-level="note">
          This computer's clock is {duration(Math.abs(clockAhead()))} {clockAhead() > 0 ? 'ahead of' : 'behind'} the ticker's. Ages are
          counted by the ticker's.
        </p>
      </Show>
    </div>
  );
}

const NEXT: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' };
const SYMBOL: Record<Theme, string> = { system: '◐', dark: '●', light: '○' };

function ThemeChoice(): JSX.Element {
  return (
    <button
      type="button"
      class="plain theme"
      onClick={() => setTheme(NEXT[theme()])}
      aria-label={`Theme: ${theme()}. Change to ${NEXT[theme()]}`}
      title={`Theme: ${theme()}`}
    >
      <span aria-hidden="true">{SYMBOL[theme()]}</span>
    </button>
  );
}

function useKeys(help: () => void): void {
  const go = useNavigate();
  const pressed = (event: KeyboardEvent): void => {
    if (!shortcuts() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target as HTMLElement;
    if (at.closest('input, textarea, select, dialog[open]')) return;
    const page = pages().find((page) => page.key === event.key);
    if (page) go(page.href);
    else if (event.key === 't') setTheme(NEXT[theme()]);
    else if (event.key === '?') help();
    else if (event.key === '/') {
      const search = document.querySelector<HTMLInputElement>('input[type=search]');
      if (!search) return;
      search.focus();
      search.select();
    } else return;
    event.preventDefault();
  };
  onMount(() => document.addEventListener('keydown', pressed));
  onCleanup(() => document.removeEventListener('keydown', pressed));
}

const KEYS = [
  ['m, p, s, a, e', 'Markets, Pools, Status, Account; Exchange, where one runs'],
  ['/', 'Search'],
  ['↑ ↓', 'Move in a table'],
  ['Enter', 'Open the market; show where a figure comes from'],
  ['f', 'Mark or unmark the market as a favourite'],
  ['x', 'Turn the direction of a market'],
  ['1 to 8', 'Interval of the candles'],
  ['t', 'Theme: system, dark, light'],
] as const;

function Help(props: { open: boolean; close: () => void }): JSX.Element {
  let dialog!: HTMLDialogElement;
  createEffect(() => {
    if (props.open) dialog.showModal();
  });
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={props.close}>
      <header>
        <h2 id="help-title">Keyboard</h2>
        <button type="button" class="plain" aria-label="Close" onClick={() => dialog.close()}>
          ✕
        </button>
      </header>
      <dl class="keys">
        <For each={KEYS}>
          {([keys, what]) => (
            <>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </>
          )}
        </For>
      </dl>
      <label class="check">
        <input type="checkbox" checked={shortcuts()} onChange={(event) => setShortcuts(event.currentTarget.checked)} />
        Single keys are shortcuts
      </label>
      <h3>About</h3>
      <p>
        Figures come from this ticker's own API: <a href="/docs">documentation</a>, <a href="/api/v1/openapi.json">OpenAPI</a>,{' '}
        <a href="/graphiql">GraphiQL</a>. All times are in UTC.
      </p>
      <p>
        Charts: TradingView Lightweight Charts™, © TradingView, Inc.,{' '}
        <a href="https://www.tradingview.com/" rel="noreferrer noopener" target="_blank">
          www.tradingview.com
        </a>
        . Typeface: IBM Plex Sans. <a href="/dashboard/licences.txt">Licences</a>
      </p>
    </dialog>
  );
}
