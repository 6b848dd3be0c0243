/** Answers about an account, its keys and their use. */
@NullMarked
package org.stellarticker.client.account;

import org.jspecify.annotations.NullMarked;
