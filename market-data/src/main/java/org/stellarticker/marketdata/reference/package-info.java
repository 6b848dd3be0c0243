/** Assets that the operator names: the quotes of markets, the verified issuers and the references of the US dollar. */
@NullMarked
package org.stellarticker.marketdata.reference;

import org.jspecify.annotations.NullMarked;
