/**
 * Follows trades by three public clients, changed in nothing: graphql-ws, graphql-sse and eventsource. Each connects again by
 * itself. Prints a line of JSON for each event.
 *
 * Arguments: the ticker's address, and the base and counter of a market; without them, of all markets.
 */

import { EventSource } from "eventsource";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createWebSocketClient } from "graphql-ws";
import WebSocket from "ws";

const [address, base, counter] = process.argv.slice(2);
const PAUSE = 200; // milliseconds before a client connects again
const FOR_EVER = 1_000_000;

function say(client, event, detail) {
  process.stdout.write(JSON.stringify({ client, event, detail }) + "\n");
}

/** Both clients send the request as it is then when they connect again, so that it always asks for what follows. */
function request() {
  const market = base ? `base: "${base}", counter: "${counter}", ` : "";
  return {
    query: `subscription ($after: String) { trades(${market}after: $after) { position pagingToken } }`,
    variables: { after: undefined },
  };
}

function sink(client, asked) {
  return {
    next({ data, errors }) {
      if (errors) {
        say(client, "error", JSON.stringify(errors));
        return;
      }
      asked.variables.after = data.trades.position;
      say(client, "trade", data.trades.pagingToken);
    },
    error: (fault) => say(client, "error", String(fault.message ?? JSON.stringify(fault))),
    complete: () => say(client, "complete"),
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

const overWebSocket = request();
createWebSocketClient({
  url: address.replace(/^http/, "ws") + "/graphql",
  webSocketImpl: WebSocket,
  retryAttempts: FOR_EVER,
  retryWait: pause,
  shouldRetry: () => true,
  on: {
    connected: () => say("graphql-ws", "connected"),
    ping(received, payload) {
      if (received && payload?.position) {
        overWebSocket.variables.after = payload.position;
        say("graphql-ws", "position", payload.position);
      }
    },
  },
}).subscribe(overWebSocket, sink("graphql-ws", overWebSocket));

const overEvents = request();
createSseClient({
  url: address + "/graphql/stream",
  retryAttempts: FOR_EVER,
  retry: pause,
  on: { connected: () => say("graphql-sse", "connected") },
}).subscribe(overEvents, sink("graphql-sse", overEvents));

const market = base ? `&base=${encodeURIComponent(base)}&counter=${encodeURIComponent(counter)}` : "";
const source = new EventSource(address + "/api/v1/stream?topics=trades" + market);
source.addEventListener("open", () => say("eventsource", "connected"));
source.addEventListener("trade", (event) => say("eventsource", "trade", JSON.parse(event.data).paging_token));
source.addEventListener("position", (event) => say("eventsource", "position", event.lastEventId));
for (const end of ["reset", "overflow"]) {
  source.addEventListener(end, (event) => say("eventsource", "error", event.data));
}
source.addEventListener("error", () => {
  if (source.readyState === EventSource.CLOSED) {
    say("eventsource", "error", "it gave up");
  }
});
