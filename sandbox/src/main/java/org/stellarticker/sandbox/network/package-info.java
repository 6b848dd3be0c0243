/**
 * The state of a network beside its history: assets and their issuers, order books, pools. Each kind of network that
 * the sandbox plays implements it.
 */
@NullMarked
package org.stellarticker.sandbox.network;

import org.jspecify.annotations.NullMarked;
