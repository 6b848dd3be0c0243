'use strict';

// The tabs of a first visit; later the browser keeps what was typed.
const EXAMPLES = [
  `# What was traded in the last 24 hours,
# by what the assets stand for.
query Ticker {
  ticker {
    tradePair
    tradeCount
    baseVolume
    counterVolume
    close
    change
    orderbookStats {
      bidMax
      askMin
      spread
    }
  }
}
`,
  `# One pair, in either order, in the
# last hours; at most 168.
query OnePair {
  ticker(pairName: "XLM_USDC", numHoursAgo: 168) {
    tradePair
    open
    high
    low
    close
    intervalStart
    lastLedgerCloseTime
  }
}
`,
  `# The markets of exact pairs of assets,
# with who issues them.
query Markets {
  markets(baseAssetCode: "XLM", baseAssetIssuer: "native", numHoursAgo: 24) {
    tradePair
    counterAssetCode
    counterAssetIssuer
    tradeCount
    counterVolume
    close
  }
}
`,
  `# All valid assets, and who issues them.
query Assets {
  assets {
    code
    issuerAccount
    numAccounts
    amount
    anchorAssetCode
  }
  issuers {
    publicKey
    name
    url
  }
}
`,
  `# One market, in the direction that is asked for,
# with exact decimals: candles, the average price of
# any window, and the last 24 hours.
query OneMarket {
  candles(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", interval: "1h", limit: 24) {
    openTime
    open
    high
    low
    close
    baseVolume
    vwap
    complete
    audited
  }
  vwap(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", from: "2026-11-28T00:00:00Z", to: "2026-11-29T00:00:00Z") {
    vwap
    baseVolume
    tradeCount
  }
  marketStats(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", window: "24h") {
    close
    change
    bid
    ask
    pools {
      id
      baseReserve
    }
  }
}
`,
  `# All markets, the largest first, and those that
# moved most.
query Markets24h {
  marketList(window: "24h", sort: "base_volume_usd", limit: 20) {
    items {
      base
      counter
      close
      change24h
      baseVolumeUsd
      buys
      sells
      volume1h
    }
    nextCursor
  }
  movers(by: "gain", limit: 5) {
    base
    counter
    change
    volumeUsd
  }
}
`,
  `# What assets are worth, with the markets that
# the prices come from.
query Prices {
  price(asset: "native") {
    price
    bid
    ask
    change24h
    asOf
    stale
  }
  prices(assets: ["native", "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"], quote: "USD") {
    asset
    price
    path {
      base
      counter
    }
    reason
  }
  priceHistory(asset: "native", interval: "1d", limit: 30) {
    items {
      openTime
      price
    }
  }
  twap(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", from: "2026-11-28T00:00:00Z", to: "2026-11-29T00:00:00Z") {
    twap
    interval
  }
}
`,
  `# Find assets and markets, and see what is known
# of an asset.
query Search {
  search(q: "usd", limit: 5) {
    assets {
      asset
      name
      domain
      valid
    }
    markets {
      base
      counter
    }
  }
  assetInfo(asset: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN") {
    supply
    holders
    priceUsd
    marketValueUsd
  }
  assetList(limit: 5) {
    items {
      asset
      name
      holders
    }
    nextCursor
  }
}
`,
  `# How far the ticker has come, and whether its
# programs are well.
query Status {
  status {
    status
    reasons
    completePercent
    gaps {
      from
      to
    }
    programs {
      name
      state
      lagSeconds
    }
    positions {
      trades
      windowsAsOf
    }
  }
}
`,
  `# Single trades, newest first, and what can be
# traded now.
query Trading {
  trades(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", first: 10) {
    nodes {
      ledgerCloseTime
      price
      baseAmount
      type
      warnings
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
  orderBook(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", depth: 5) {
    asOf
    bids {
      price
      amount
    }
    asks {
      price
      amount
    }
  }
  depth(base: "native", counter: "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", sizes: ["1000"]) {
    mid
    bands {
      percent
      book {
        bidCounterVolume
        askBaseVolume
      }
    }
    slippage {
      size
      side
      book {
        price
        slippagePercent
      }
    }
  }
  pools(base: "native", first: 5) {
    nodes {
      id
      counter
      price
    }
  }
}
`,
  `# Live: each trade of all markets as it is stored.
# Also: corrections, candles and markets.
subscription Trades {
  trades {
    position
    ledgerCloseTime
    base
    counter
    price
    baseAmount
  }
}
`,
];

const send = GraphiQL.createFetcher({ url: '/graphql' });

// Subscriptions come as server-sent events (graphql-sse), which need no library here.
function fetcher(request, options) {
  const operations = options?.documentAST?.definitions ?? [];
  const isSubscription = operations.some((one) => one.operation === 'subscription'
    && (!request.operationName || one.name?.value === request.operationName));
  return isSubscription ? follow(request) : send(request, options);
}

function follow(request) {
  const ended = new AbortController();
  const answers = read(request, ended.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => answers.next(),
    return() {
      ended.abort();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}

async function* read(request, signal) {
  try {
    const response = await fetch('/graphql/stream', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify(request),
      signal,
    });
    if (!response.headers.get('Content-Type').startsWith('text/event-stream')) {
      yield await response.json();
      return;
    }
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      const events = (text + piece.value).split('\n\n');
      text = events.pop();
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: {'));
        if (data) {
          yield JSON.parse(data.slice('data: '.length));
        }
      }
    }
  } catch (fault) {
    if (!signal.aborted) {
      throw fault;
    }
  }
}

const logo = React.createElement(GraphiQL.Logo, null, React.createElement('a', { href: '/docs' }, 'REST'));

const page = React.createElement(GraphiQL, {
  fetcher,
  defaultTabs: EXAMPLES.map((query) => ({ query, headers: '', variables: '' })),
  shouldPersistHeaders: false,
  isHeadersEditorEnabled: false,
}, logo);

ReactDOM.createRoot(document.getElementById('graphiql')).render(page);
