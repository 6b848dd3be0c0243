package org.stellarticker.graphqlserver.http;

import org.eclipse.jetty.server.Request;

/** What an address gives. */
@FunctionalInterface
interface Route {

    /** @throws Exception a fault of ours, or the other side's end */
    Reply reply(Request request) throws Exception;
}
