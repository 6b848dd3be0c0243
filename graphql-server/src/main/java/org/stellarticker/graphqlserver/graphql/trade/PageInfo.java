package org.stellarticker.graphqlserver.graphql.trade;

import java.util.Optional;

/**
 * What Relay says of a page.
 *
 * @param hasNextPage whether items follow; when read backward, whether the page had an end
 * @param hasPreviousPage whether items come before; when read forward, whether the page had a begin
 */
record PageInfo(
        boolean hasNextPage, boolean hasPreviousPage, Optional<String> startCursor, Optional<String> endCursor) {}
