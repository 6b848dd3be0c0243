/** Who may trade: JSON Web Tokens, the keys that sign them, and the issuer of the demo. */
@NullMarked
package org.stellarticker.exchangegateway.token;

import org.jspecify.annotations.NullMarked;
