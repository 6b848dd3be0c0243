"""Adds what a list of coins says about assets to the ticker's journal. An example: it reads a recorded file, and needs Python alone.

    TICKER_KEY=sticker_... python3 crawler.py [--url http://localhost:8000] [FILE]

The key needs the scope crawl:write: `./ticker account create crawler --scopes crawl:write`. Running it again adds nothing that
is there already: an entry's id names the coin and when it was updated last.
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request

BATCH = 100
TRIES = 5
TIMEOUT = 15
KEPT = "30d"
RECORDED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorded.json")


def entries(coins):
    """Yields an entry of the journal for each coin that is an asset of Stellar."""
    for coin in coins:
        platform = coin.get("platform") or {}
        if platform.get("name") != "Stellar":
            continue
        yield {
            "id": "coin-%d-%s" % (coin["id"], coin["last_updated"]),
            "type": "metadata",
            "tags": [platform["token_address"], coin["symbol"]],
            "time": coin["last_updated"],
            "ttl": KEPT,
            "body": {name: coin[name] for name in ("name", "description", "logo", "urls") if name in coin},
        }


def batches(found):
    """Yields lists of as many entries as a request may have."""
    batch = []
    for entry in found:
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def add(url, key, batch):
    """Adds a batch; tries again while the ticker is away or says that it is too much. Returns its answer."""
    request = urllib.request.Request(
        url + "/api/v1/journal",
        data=json.dumps({"entries": batch}).encode(),
        headers={"Authorization": "Bearer " + key, "Content-Type": "application/json"},
        method="POST",
    )
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 503) or attempt == TRIES:
                raise SystemExit("%s refuses the entries: %s" % (url, refused.read().decode()))
            wait = int(refused.headers.get("Retry-After", "5"))
        except OSError as away:
            if attempt == TRIES:
                raise SystemExit("%s does not answer: %s" % (url, away))
            wait = attempt
        time.sleep(wait)


def main():
    arguments = argparse.ArgumentParser(description="Adds metadata of assets to the ticker's journal.")
    arguments.add_argument("--url", default="http://localhost:8000", help="the ticker's address")
    arguments.add_argument("file", nargs="?", default=RECORDED, help="a list of coins")
    given = arguments.parse_args()
    key = os.environ.get("TICKER_KEY")
    if not key:
        raise SystemExit("TICKER_KEY: expected a key with the scope crawl:write, found none")
    with open(given.file, encoding="utf-8") as file:
        coins = json.load(file)["data"]
    stored = known = 0
    for batch in batches(entries(coins)):
        answer = add(given.url, key, batch)
        stored += answer["stored"]
        known += answer["known"]
    print("%d entries stored, %d known" % (stored, known))
    return 0


if __name__ == "__main__":
    sys.exit(main())
