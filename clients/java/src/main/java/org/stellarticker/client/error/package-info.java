/** What can go wrong. */
@NullMarked
package org.stellarticker.client.error;

import org.jspecify.annotations.NullMarked;
