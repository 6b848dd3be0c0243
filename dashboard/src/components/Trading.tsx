import { Index, type JSX } from 'solid-js';
import { moveInTable } from './tableKeys';
import { formats } from '../numbers/format';
import type { Step } from '../numbers/steps';

/** The head of a table of figures. */
export function FigureHeads(props: { names: string[] }): JSX.Element {
  return (
    <thead>
      <tr>
        <Index each={props.names}>
          {(name) => (
            <th scope="col" class="num">
              {name()}
            </th>
          )}
        </Index>
      </tr>
    </thead>
  );
}

/** The table of an order book: asks above, bids below, the spread between. */
export function BookTable(props: { unit: string; asks: JSX.Element; spread: JSX.Element; bids: JSX.Element }): JSX.Element {
  return (
    <div class="book-tables" onKeyDown={moveInTable} tabIndex={0} role="region" aria-label="Levels of the order book">
      <table>
        <FigureHeads names={['Price', props.unit, 'Sum']} />
        <tbody class="asks">{props.asks}</tbody>
        <tbody class="middle">
          <tr>
            <td colSpan={3}>
              Spread <b>{props.spread}</b>
            </td>
          </tr>
        </tbody>
        <tbody class="bids">{props.bids}</tbody>
      </table>
    </div>
  );
}

/** The sum up to a level, with a bar that shows it as a part of the largest sum. */
export function TotalCell(props: { step: Step; most: number }): JSX.Element {
  return (
    <td class="num quiet total">
      <span
        class="bar-of-total"
        aria-hidden="true"
        style={{ width: `${props.most === 0 ? 0 : Math.min(100, (Number(props.step.total) / props.most) * 100)}%` }}
      />
      <span>{formats.amount(props.step.total)}</span>
    </td>
  );
}

/** Whether the base was bought or sold, as an arrow, and as words for who cannot see it. */
export function TakerSide(props: { bought: boolean }): JSX.Element {
  return (
    <>
      <span class="side" aria-hidden="true">
        {props.bought ? '▲' : '▼'}
      </span>
      <span class="hidden">{props.bought ? 'bought at' : 'sold at'} </span>
    </>
  );
}
