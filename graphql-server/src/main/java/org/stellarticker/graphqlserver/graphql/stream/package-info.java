/** Subscriptions of GraphQL, over WebSockets (graphql-transport-ws) and server-sent events. */
@NullMarked
package org.stellarticker.graphqlserver.graphql.stream;

import org.jspecify.annotations.NullMarked;
