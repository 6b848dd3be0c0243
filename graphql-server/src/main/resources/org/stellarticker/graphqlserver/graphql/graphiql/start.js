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
];

const logo = React.createElement(GraphiQL.Logo, null, React.createElement('a', { href: '/docs' }, 'REST'));

const page = React.createElement(GraphiQL, {
  fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
  defaultTabs: EXAMPLES.map((query) => ({ query, headers: '', variables: '' })),
  shouldPersistHeaders: false,
  isHeadersEditorEnabled: false,
}, logo);

ReactDOM.createRoot(document.getElementById('graphiql')).render(page);
