/**
 * Guards requests to untrusted addresses: names resolve to public addresses only and before a deadline, and sockets
 * check the address once more that they connect to.
 */
@NullMarked
package org.stellarticker.publichttp;

import org.jspecify.annotations.NullMarked;
