/** Answers about the programs and the audit. */
@NullMarked
package org.stellarticker.client.status;

import org.jspecify.annotations.NullMarked;
