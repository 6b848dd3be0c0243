@NullMarked
package org.stellarticker.bench.http;

import org.jspecify.annotations.NullMarked;
