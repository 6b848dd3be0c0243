/** Writes Horizon's JSON, byte for byte as Horizon does. */
@NullMarked
package org.stellarticker.sandbox.horizon.json;

import org.jspecify.annotations.NullMarked;
