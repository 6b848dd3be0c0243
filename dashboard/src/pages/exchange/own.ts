import type { Balance, Order, Snapshot } from '../../api/exchange';
import { product, type Decimal } from '../../numbers/decimal';

/** What belongs to an account, as its stream tells it: pure functions from one state to the next. */
export interface Own {
  /** The newest first. */
  orders: readonly Order[];
  balances: readonly Balance[];
}

export const NOTHING: Own = { orders: [], balances: [] };

/** Finished orders that stay in the list. */
export const FINISHED_SHOWN = 50;

export function isOpen({ status }: Order): boolean {
  return status === 'submitted' || status === 'partially_filled';
}

/** Takes an order as it is now. Ids rise with time; so do the times of an order's own changes. */
export function withOrder(own: Own, order: Order): Own {
  const before = own.orders.find(({ id }) => id === order.id);
  if (before && isOlder(order, before)) return own;
  const others = own.orders.filter(({ id }) => id !== order.id);
  const at = others.findIndex(({ id }) => id < order.id);
  const orders = at < 0 ? [...others, order] : [...others.slice(0, at), order, ...others.slice(at)];
  return { ...own, orders: trimmed(orders) };
}

export function withOrders(own: Own, orders: readonly Order[]): Own {
  return orders.reduce(withOrder, own);
}

/** Takes what a stream begins with: an open order that is not in it has been finished meanwhile, and is read with the others. */
export function withSnapshot(own: Own, { account, orders }: Snapshot): Own {
  return withOrders({ orders: own.orders.filter((order) => !isOpen(order)), balances: account.balances }, orders);
}

export function withBalance(own: Own, balance: Balance): Own {
  const known = own.balances.some(({ asset }) => asset === balance.asset);
  const balances = known ? own.balances.map((old) => (old.asset === balance.asset ? balance : old)) : [...own.balances, balance];
  return { ...own, balances };
}

/** An answer may come after the event of a later change. */
function isOlder(order: Order, than: Order): boolean {
  return isOpen(order) && (!isOpen(than) || Date.parse(order.updated_at) < Date.parse(than.updated_at));
}

function trimmed(orders: readonly Order[]): Order[] {
  let finished = 0;
  return orders.filter((order) => isOpen(order) || ++finished <= FINISHED_SHOWN);
}

/** Returns what can be spent of an asset. */
export function available(own: Own, asset: string): Decimal | null {
  return own.balances.find((balance) => balance.asset === asset)?.available ?? null;
}

/** Returns how much of an order is executed, from 0 to 1. */
export function executedShare(order: Order): number {
  const [executed, amount] = [Number(order.executed_amount), Number(order.amount)];
  return amount > 0 ? executed / amount : 0;
}

/** Returns what an order of a price costs or brings, or null while that cannot be said. */
export function value(price: string, amount: string): Decimal | null {
  return isNumber(price) && isNumber(amount) ? product(price, amount) : null;
}

export function isNumber(text: string): boolean {
  return /^\d{1,20}(\.\d{1,20})?$/.test(text);
}

/** Returns a decimal without zeros at its end. */
export function short(value: Decimal): Decimal {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

/** Returns how many decimals a balance is shown with: what one has is not shortened. */
export function balanceDecimals(value: Decimal): number {
  return Number(value) >= 1 || Number(value) === 0 ? 2 : 7;
}
