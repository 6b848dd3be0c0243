"""Which programs matter for what."""

# Without these nobody is served.
SERVING = ("postgres", "graphql-server", "nginx")

# What readers need for a first answer that is of this run.
AWAITED = ("postgres", "boot", "sandbox", "ingester", "aggregator", "json-generator", "graphql-server", "nginx")
