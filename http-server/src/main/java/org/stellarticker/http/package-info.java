/**
 * The HTTP kernel: routes with path parameters, replies that are whole, streamed or upgraded, errors, conditional
 * requests, limits per request, and a timer by route and status. It knows neither GraphQL nor the market data.
 */
@NullMarked
package org.stellarticker.http;

import org.jspecify.annotations.NullMarked;
