import { A } from '@solidjs/router';
import { createMemo, onCleanup, Show, type JSX } from 'solid-js';
import { codeOf } from '../../api/types';
import { MarketName } from '../../components/AssetName';
import { formats, priceDecimals } from '../../numbers/format';
import { duration } from '../../numbers/time';
import { marketPath } from '../../state/address';
import { serverNow } from '../../state/clock';
import { favourites, toggleFavourite } from '../../state/settings';
import { changeOf, spreadOf, type Row } from './rows';
import { pathOf, sparklines } from './sparklines';

const WIDTH = 88;
const HEIGHT = 22;

export function MarketRow(props: { row: Row; index: number; open: () => void }): JSX.Element {
  const row = (): Row => props.row;
  const change = createMemo(() => changeOf(row()));
  const decimals = createMemo(() => (row().close === null ? 2 : priceDecimals(row().close as string)));
  const price = createMemo(() => formats.priceWith(decimals()));
  const starred = (): boolean => favourites().has(row().key);
  const name = (): string => `${codeOf(row().base)}/${codeOf(row().counter)}`;
  return (
    <tr
      data-key={row().key}
      aria-rowindex={props.index + 2}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a, button')) props.open();
      }}
    >
      <td class="c-star">
        <button
          type="button"
          class="star"
          aria-pressed={starred()}
          aria-label={`${name()}: favourite`}
          onClick={() => toggleFavourite(row().key)}
        >
          <span aria-hidden="true">{starred() ? '★' : '☆'}</span>
        </button>
      </td>
      <th scope="row" class="c-pair">
        <A href={marketPath(row().base, row().counter)} title={`${row().base} / ${row().counter}`}>
          <MarketName base={row().base} counter={row().counter} />
        </A>
      </th>
      <td class="c-price num" title={row().close ?? undefined}>
        <span class="tick" data-tick={row().moved ?? undefined}>
          {price()(row().close)}
        </span>
      </td>
      <td class="c-change num" data-direction={direction(change())}>
        {formats.change(change())}
      </td>
      <td class="c-spark">
        <Sparkline market={row().key} />
      </td>
      <td class="c-usd num" title={row().base_volume_usd ?? undefined}>
        {formats.usd(row().base_volume_usd)}
      </td>
      <td class="c-volume num" title={`${row().base_volume} ${codeOf(row().base)}, ${row().counter_volume} ${codeOf(row().counter)}`}>
        {formats.amount(row().base_volume)}
        <span class="under">
          {formats.amount(row().counter_volume)} {codeOf(row().counter)}
        </span>
      </td>
      <td class="c-trades num">{formats.count(row().trade_count)}</td>
      <td class="c-bid num" title={row().bid ?? undefined}>
        {price()(row().bid)}
      </td>
      <td class="c-ask num" title={row().ask ?? undefined}>
        {price()(row().ask)}
      </td>
      <td class="c-spread num">{formats.percent(spreadOf(row()))}</td>
      <td class="c-last num">
        <Show when={row().last_trade_time} fallback="–">
          {(time) => duration(serverNow() - Date.parse(time()))}
        </Show>
      </td>
    </tr>
  );
}

export function direction(change: number | null): 'up' | 'down' | undefined {
  return change === null || change === 0 ? undefined : change > 0 ? 'up' : 'down';
}

function Sparkline(props: { market: string }): JSX.Element {
  const points = createMemo(() => sparklines.value(props.market)());
  onCleanup(() => sparklines.forget(props.market));
  const path = createMemo(() => {
    const found = points();
    return found && pathOf(found, found.at(-1)?.[0] ?? 0, WIDTH, HEIGHT);
  });
  const change = (): number | null => {
    const found = points();
    const [first, last] = [found?.[0], found?.at(-1)];
    return first && last ? last[1] / first[1] - 1 : null;
  };
  return (
    <Show when={path()} fallback={<span class="spark-none" aria-hidden="true" />}>
      {(d) => (
        <svg
          class="spark"
          viewBox={`-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`}
          role="img"
          aria-label={`7 days: ${formats.change(change())}`}
          data-direction={direction(change())}
        >
          <path d={d()} />
        </svg>
      )}
    </Show>
  );
}
