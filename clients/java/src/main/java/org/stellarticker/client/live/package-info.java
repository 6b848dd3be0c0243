/** What only the stream reports. */
@NullMarked
package org.stellarticker.client.live;

import org.jspecify.annotations.NullMarked;
