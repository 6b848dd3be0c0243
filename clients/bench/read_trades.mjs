// Reads all trades of the markets in a file up to a time: read_trades.mjs URL FILE TO. Prints how many, and the seconds.
import { readFileSync } from "node:fs";
import { Client } from "../typescript/dist/index.js";

const [url, file, to] = process.argv.slice(2);
const markets = readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(" "));
const client = new Client({ url });
const began = performance.now();
let count = 0;
for (const [base, counter] of markets) {
  for await (const trade of client.trades(base, counter, { to, order: "asc" })) {
    count += trade ? 1 : 0;
  }
}
console.log(count, (performance.now() - began) / 1000);
