/**
 * What a network shows beside its history: assets and who issues them, order books, pools. Each kind of network that the
 * sandbox can play tells it in its own way.
 */
@NullMarked
package org.stellarticker.sandbox.network;

import org.jspecify.annotations.NullMarked;
