@NullMarked
package org.stellarticker.migrate.backup;

import org.jspecify.annotations.NullMarked;
