/**
 * Keeps objects in a folder or in a bucket of any server that speaks S3. An object is put whole or not at all: readers see the
 * previous content until then.
 */
@NullMarked
package org.stellarticker.objectstore;

import org.jspecify.annotations.NullMarked;
