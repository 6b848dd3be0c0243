/** Answers about assets. */
@NullMarked
package org.stellarticker.client.asset;

import org.jspecify.annotations.NullMarked;
