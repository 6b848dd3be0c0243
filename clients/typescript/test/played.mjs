// A server that plays what a test says.
import { createServer } from "node:http";

export const BASE = "native";
export const COUNTER = "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";

/** Answers by a function of { path, parameters, headers }; keeps these. */
export async function play(test, answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const address = new URL(request.url, "http://played");
    let sent = "";
    for await (const chunk of request) {
      sent += chunk;
    }
    const asked = { method: request.method, path: address.pathname, parameters: Object.fromEntries(address.searchParams), headers: request.headers };
    requests.push(sent ? { ...asked, sent: JSON.parse(sent) } : asked);
    const { body, status = 200, headers = {}, kind = "application/json", cut = false, never = false } = answer(asked);
    if (never) {
      return;
    }
    if (status === 204) {
      response.writeHead(status).end();
      return;
    }
    const bytes = Buffer.from(typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body));
    // One that is cut promises more than it sends.
    response.writeHead(status, { "Content-Type": kind, Date: "Sun, 29 Nov 2020 12:00:00 GMT", "Content-Length": bytes.length + (cut ? 100 : 0), ...headers });
    response.write(bytes, () => (cut ? response.destroy() : response.end()));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, requests };
}

/** Each answer once; the last one again and again. */
export function inTurn(...answers) {
  return (asked) => {
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return typeof next === "function" ? next(asked) : next;
  };
}

export function problem(status, title, detail, faults = [], headers = {}) {
  const more = faults.length ? { ...faults[0], faults } : {};
  return { status, headers, kind: "application/problem+json", body: { type: "about:blank", title, status, detail, ...more } };
}

export function trade(number, other = {}) {
  return {
    paging_token: `${number}-0`, ledger: number, ledger_close_time: "2026-03-01T12:00:00Z", type: "orderbook", base: BASE, counter: COUNTER,
    base_amount: "922337203685.4775807", counter_amount: "0.0000001", price: "0.1", price_n: "9223372036854775807", price_d: "3",
    base_is_seller: true, base_account: null, base_offer_id: null, counter_account: null, counter_offer_id: "4826907375090810881",
    liquidity_pool_id: null, liquidity_pool_fee_bp: null, ingested_from: "stream", stored_at: "2026-03-01T12:00:01.123456Z",
    base_account_directory: null, counter_account_directory: null, warnings: [], ...other,
  };
}

/** Three pages of two trades. */
export function listed({ parameters }) {
  const cursor = Number((parameters.cursor ?? "0-0").split("-")[0]);
  const following = cursor < 4 ? `${cursor + 2}-0` : null;
  const headers = following ? { Link: `<?limit=1000&cursor=${following}>; rel="next"` } : {};
  return { body: { items: [trade(cursor + 1), trade(cursor + 2)], next_cursor: following }, headers };
}

export function event(kind, position, data) {
  return `${position === null ? "" : `id: ${position}\n`}event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function tradeEvent(number) {
  return event("trade", `${number}.0.0.0.0`, trade(number));
}

export function stream(...events) {
  return { body: "retry: 1\n\n" + events.join(""), kind: "text/event-stream", cut: true };
}
