export { Account, type Replay, type SubscriptionChange, type Wanted } from "./account.js";
export { Client, type FollowOptions, type Options, type Part, type StreamOptions, type Time, type Window } from "./client.js";
export { Decimal } from "./decimal.js";
export { ApiError, BadRequest, type Fault, MarketNotFound, NotFound, PositionNotKept, TickerError, TooManyRequests, Unavailable, UnexpectedAnswer, Unreachable } from "./errors.js";
export type { Message, StreamEvent } from "./events.js";
export type * from "./models.js";
export { type Page, Pages } from "./pages.js";
export type { Retry } from "./retry.js";
