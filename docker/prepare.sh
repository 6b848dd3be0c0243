#!/bin/sh
# Prepares fast starts while the image is built: archives of classes, from a demo that records which classes all programs
# load, and an empty cluster of PostgreSQL with the schema.
set -eu
lists=/tmp/classes
mkdir -m 1777 "$lists"
# A build may use the host's network, where a ticker may run already.
TICKER_PORT=$(python3 - <<'END'
import itertools, random, socket

def is_free(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0

# nginx, the sandbox and the metrics have three in a row, below those of outgoing connections.
print(next(port for port in (random.randrange(20000, 32000) for _ in itertools.count()) if all(map(is_free, range(port, port + 3)))))
END
)
export TICKER_PORT CLASS_LISTS="$lists" TICKER_HOME=/tmp/data SANDBOX_HISTORY_TRADES=2000
# On a busy machine the first pairs may come later than a start waits for them; the next one continues there.
ticker demo --detach || ticker demo --detach || ticker demo --detach
python3 - <<'END'
import os, urllib.request
port = int(os.environ["TICKER_PORT"])
query = b'{"query": "{ markets(baseAssetCode: \\"XLM\\") { tradePair } ticker(code: \\"XLM\\") { tradePair } assets { code } issuers { publicKey } }"}'
asked = urllib.request.Request("http://127.0.0.1:%d/graphql" % port, query, {"Content-Type": "application/json"})
print(urllib.request.urlopen(asked).read(120))
print(urllib.request.urlopen("http://127.0.0.1:%d/metrics" % (port + 2)).read(120))
END
ticker down
unset CLASS_LISTS TICKER_PORT
ticker class-archives "$lists"
rm -r "$lists" "$TICKER_HOME"
ticker prepare-cluster
