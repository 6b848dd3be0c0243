// Takes webhooks of the ticker: verifies each with the reference library of Standard Webhooks, and handles each once.
//
//     node receiver.js PORT SECRET

import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const [port, secret] = process.argv.slice(2);
const webhook = new Webhook(secret);
// A real receiver keeps these ids where its other data is, for a day.
const handled = new Set();

function handle(request, body) {
  let message;
  try {
    // Also refuses what is older than five minutes, so that nobody can send an old message again.
    message = webhook.verify(body, request.headers);
  } catch (refused) {
    return [400, String(refused.message)];
  }
  // A message may come twice, with the same id.
  const id = request.headers["webhook-id"];
  if (!handled.has(id)) {
    handled.add(id);
    console.log(id, message.type, JSON.stringify(message.data));
  }
  return [204, ""];
}

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const [status, text] = handle(request, Buffer.concat(parts).toString("utf8"));
    response.writeHead(status).end(text);
  });
});
server.listen(Number(port), "127.0.0.1", () => console.log("listening on", server.address().port));
