/** What is traded: the native asset and the issued ones, known by code <em>and</em> issuer. */
@NullMarked
package org.stellarticker.core.asset;

import org.jspecify.annotations.NullMarked;
