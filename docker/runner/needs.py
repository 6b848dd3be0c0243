"""Names the programs that a run needs to serve, and to start."""

# Needed for any answer.
SERVING = ("postgres", "graphql-server", "nginx")

# Needed for the first answer with data of this run.
AWAITED = ("postgres", "boot", "exchange", "exchange-gateway", "sandbox", "ingester", "aggregator", "json-generator", "graphql-server", "nginx")
