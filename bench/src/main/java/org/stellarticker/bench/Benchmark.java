package org.stellarticker.bench;

/** Something that is measured. */
@FunctionalInterface
public interface Benchmark {

    /** @throws Exception why it could not be measured; a goal that is missed is no reason */
    Result run(Workbench workbench) throws Exception;
}
