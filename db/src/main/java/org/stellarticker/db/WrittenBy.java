package org.stellarticker.db;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on a store's method that writes, and names who may call it. Sharing a database is safe because each table has
 * one writing program; a rule of the build reads this.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface WrittenBy {
    Program[] value();
}
