import type { FollowOptions, Part, Sender, Time, Window } from "./client.js";
import { type Message, readMessage } from "./events.js";
import * as models from "./models.js";
import type { Call, Pages } from "./pages.js";

const LARGEST_PAGE = 200;
const LARGEST_PAGE_OF_EVENTS = 100;

type Body = Readonly<Record<string, unknown>>;

/** A subscription by webhook, or, without a url, by stream. */
export interface Wanted {
  readonly type: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly url?: string;
  /** Whether a message waits until the one before it was received. */
  readonly ordered?: boolean;
  readonly name?: string;
  readonly endsAt?: Time;
}

/** What is not given stays. */
export interface SubscriptionChange {
  readonly name?: string;
  readonly url?: string;
  readonly ordered?: boolean;
  /** False pauses it. */
  readonly active?: boolean;
  /** Null for no end. */
  readonly endsAt?: Time | null;
}

/** One message, or those that happened in a window. */
export type Replay = { readonly deliveryId: bigint } | { readonly from: Time; readonly to: Time };

/**
 * What the account of a client's key has. Subscriptions and messages need the scope subscribe, all else read. Requests that change
 * something are sent again only when they were refused for now (429): a program that got no answer looks first.
 */
export class Account {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  // Keys

  /** The account, and the key of the requests. */
  me(): Promise<models.OwnAccount> {
    return this.#sender.send({ path: "/accounts/me", parameters: {}, read: models.readOwnAccount });
  }

  /** The keys, the newest first. */
  async keys(): Promise<readonly models.ApiKey[]> {
    return (await this.#sender.send({ path: "/keys", parameters: {}, read: models.readApiKeyList })).items;
  }

  /** Creates a key, which allows no more than that of the requests. Its text is shown this once. */
  createKey(name: string, options: { readonly scopes?: readonly string[]; readonly quotaPerMinute?: number; readonly expiresAt?: Time } = {}): Promise<models.NewApiKey> {
    const { scopes = ["read"], quotaPerMinute: quota_per_minute, expiresAt } = options;
    return this.#send("POST", "/keys", models.readNewApiKey, given({ name, scopes, quota_per_minute, expires_at: sent(expiresAt) }));
  }

  /** Replaces a key; both work for the overlap, such as "2h", or a day. */
  rotateKey(id: number, overlap?: string): Promise<models.NewApiKey> {
    return this.#send("POST", `/keys/${id}/rotate`, models.readNewApiKey, given({ overlap }));
  }

  revokeKey(id: number): Promise<void> {
    return this.#send("DELETE", `/keys/${id}`, nothing);
  }

  /** Requests of each key in each minute of the last hour, the newest first. */
  async usage(): Promise<readonly models.KeyUsage[]> {
    return (await this.#sender.send({ path: "/usage", parameters: {}, read: models.readUsageList })).items;
  }

  // Subscriptions

  /** The subscriptions, in the order in which they were made. */
  subscriptions(options: Part = {}): Pages<models.SubscriptionList, models.Subscription> {
    return this.#sender.pages("/subscriptions", part(options, LARGEST_PAGE), models.readSubscriptionList);
  }

  /** Makes a subscription. The secret of its webhooks is shown this once. */
  subscribe(wanted: Wanted): Promise<models.NewSubscription> {
    const { type, filter, url, ordered, name, endsAt } = wanted;
    const delivery = url === undefined ? { type: "stream" } : given({ type: "webhook", url, ordered });
    return this.#send("POST", "/subscriptions", models.readNewSubscription, given({ type, filter, delivery, name, ends_at: sent(endsAt) }));
  }

  /** A subscription, and how its receiver answers. */
  subscription(id: number): Promise<models.Subscription> {
    return this.#sender.send({ path: `/subscriptions/${id}`, parameters: {}, read: models.readSubscription });
  }

  changeSubscription(id: number, change: SubscriptionChange): Promise<models.Subscription> {
    const { name, url, ordered, active, endsAt } = change;
    return this.#send("PATCH", `/subscriptions/${id}`, models.readSubscription, given({ name, url, ordered, active, ends_at: sent(endsAt) }));
  }

  deleteSubscription(id: number): Promise<void> {
    return this.#send("DELETE", `/subscriptions/${id}`, nothing);
  }

  /** Makes another secret; for a day, messages are signed with both. */
  rotateSecret(id: number): Promise<models.NewSecret> {
    return this.#send("POST", `/subscriptions/${id}/secret`, models.readNewSecret);
  }

  /** Has a message of the type test sent. */
  testSubscription(id: number): Promise<void> {
    return this.#send("POST", `/subscriptions/${id}/test`, nothing);
  }

  // Messages

  /** The messages of a subscription with each attempt, the newest first. */
  deliveries(id: number, options: { readonly state?: string } & Window & Part = {}): Pages<models.DeliveryList, models.Delivery> {
    const { state, from, to } = options;
    return this.#sender.pages(`/subscriptions/${id}/deliveries`, { state, from, to, ...part(options, LARGEST_PAGE) }, models.readDeliveryList);
  }

  /** Has messages sent once more. */
  replay(id: number, which: Replay): Promise<void> {
    const body = "deliveryId" in which ? { delivery_id: String(which.deliveryId) } : given({ from: sent(which.from), to: sent(which.to) });
    return this.#send("POST", `/subscriptions/${id}/replay`, nothing, body);
  }

  /**
   * Yields the messages of a subscription by stream, for ever, each once, also when the API is away meanwhile. after is the id of the
   * last message that was received, or "0" for all that are kept; without it, the new ones come.
   */
  messages(id: number, options: FollowOptions = {}): AsyncGenerator<Message, void, undefined> {
    return this.#sender.follow({ path: `/subscriptions/${id}/stream`, parameters: {}, read: () => undefined }, readMessage, options);
  }

  /** The event log, the newest first. */
  events(
    options: { readonly type?: string; readonly base?: string; readonly counter?: string } & Window & Part = {},
  ): Pages<models.EventList, models.LoggedEvent> {
    const { type, base, counter, from, to } = options;
    return this.#sender.pages("/events", { type, base, counter, from, to, ...part(options, LARGEST_PAGE_OF_EVENTS) }, models.readEventList);
  }

  /** The messages of all subscriptions, the newest first. */
  delivered(
    options: { readonly type?: string; readonly state?: string; readonly base?: string; readonly counter?: string } & Window & Part = {},
  ): Pages<models.ArchivedDeliveryList, models.ArchivedDelivery> {
    const { type, state, base, counter, from, to } = options;
    const asked = { type, state, base, counter, from, to, ...part(options, LARGEST_PAGE_OF_EVENTS) };
    return this.#sender.pages("/events/delivered", asked, models.readArchivedDeliveryList);
  }

  #send<A>(method: "POST" | "PATCH" | "DELETE", path: string, read: Call<A>["read"], body?: Body): Promise<A> {
    return this.#sender.send({ path, parameters: {}, read, method, ...(body === undefined ? {} : { body }) });
  }
}

function nothing(): void {
  // An answer without anything to read.
}

function given(members: Record<string, unknown>): Body {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Returns a time as it stands in a body, where the API takes no number. */
function sent(time: Time | null | undefined): Date | string | null | undefined {
  return typeof time === "number" ? new Date(time) : time;
}

function part(options: Part, largest: number): { readonly limit: number; readonly cursor: string | undefined } {
  return { limit: options.pageSize ?? largest, cursor: options.cursor };
}
