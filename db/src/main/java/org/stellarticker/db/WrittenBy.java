package org.stellarticker.db;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the programs that may call a writing method of a store. Sharing a database is safe because each table has one writing
 * program; a build rule checks it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface WrittenBy {
    Program[] value();
}
