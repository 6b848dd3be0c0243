package org.stellarticker.core.offender;

import org.quartz.JobKey;

public record KnowsALibrary(JobKey key) {}
