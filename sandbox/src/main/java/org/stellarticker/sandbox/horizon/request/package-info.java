/** A request as Horizon reads it: address, parameters, media type, rate limit, and the problems that it can have. */
@NullMarked
package org.stellarticker.sandbox.horizon.request;

import org.jspecify.annotations.NullMarked;
