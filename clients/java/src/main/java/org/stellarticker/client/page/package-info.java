/** Lists that are read page by page. */
@NullMarked
package org.stellarticker.client.page;

import org.jspecify.annotations.NullMarked;
