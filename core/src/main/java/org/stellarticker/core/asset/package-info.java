/** Assets: the native one and the issued ones, identified by code <em>and</em> issuer. */
@NullMarked
package org.stellarticker.core.asset;

import org.jspecify.annotations.NullMarked;
