import type { NewOrder } from '../../api/exchange';

/** An order that is to be placed, before it has a client order id. */
export type Draft = Omit<NewOrder, 'client_order_id'>;

/**
 * Gives drafts their client order ids. An order whose answer did not come may have been placed; the same draft then keeps its
 * id, so that placing it again cannot place it twice.
 */
export class ClientOrderIds {
  #undecided: { draft: string; id: string } | null = null;
  readonly #make: () => string;

  constructor(make: () => string = randomId) {
    this.#make = make;
  }

  of(draft: Draft): string {
    const text = JSON.stringify(draft);
    if (this.#undecided?.draft !== text) this.#undecided = { draft: text, id: this.#make() };
    return this.#undecided.id;
  }

  /** The order was placed or refused: the next one is another, even when it is equal. */
  decided(): void {
    this.#undecided = null;
  }
}

/** Not crypto.randomUUID, which browsers offer only over HTTPS and at localhost. */
function randomId(): string {
  return `web-${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
