package org.stellarticker.daemon;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Tasks on intervals, by Quartz, in memory: what must not be forgotten is rows. A task never runs beside itself; one
 * that takes longer than its interval runs again at the next time due.
 */
final class Schedule {

    private final Stop stop;
    private final BiConsumer<String, Throwable> onFault;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private @Nullable Scheduler quartz;

    /** @param onFault takes a task's name and why it failed */
    Schedule(Stop stop, BiConsumer<String, Throwable> onFault) {
        this.stop = stop;
        this.onFault = onFault;
    }

    /** @return wakes the task: it runs soon, or once more when it is under way */
    synchronized Runnable every(Duration interval, String name, Task task, Progress progress) {
        var job = newJob(Work.class).withIdentity(name).build();
        var work = new Work(name, task, progress, this, new AtomicBoolean());
        job.getJobDataMap().put(Work.class.getName(), work);
        var trigger = newTrigger()
                .withIdentity(name)
                .startNow()
                .withSchedule(simpleSchedule()
                        .withIntervalInMilliseconds(interval.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
        try {
            if (quartz == null) {
                quartz = start();
            }
            quartz.scheduleJob(job, trigger);
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("could not schedule " + name, impossible);
        }
        return () -> wake(work, job.getKey());
    }

    private synchronized void wake(Work work, JobKey key) {
        try {
            if (quartz != null && !quartz.isShutdown() && work.woken().compareAndSet(false, true)) {
                quartz.triggerJob(key);
            }
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("could not wake " + work.name(), impossible);
        }
    }

    /**
     * Runs each task soon, and again at its interval from then on. Quartz counts by the time of day: after that was set
     * back, it would wait until the old time has come again.
     */
    synchronized void restart() {
        try {
            if (quartz == null || quartz.isShutdown()) {
                return;
            }
            for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                Trigger trigger = quartz.getTrigger(key);
                // One that only wakes a task is gone after it fired.
                if (trigger != null) {
                    quartz.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("could not restart the schedule", impossible);
        }
    }

    /** Starts no further runs and interrupts those under way. */
    synchronized void end() {
        try {
            if (quartz != null) {
                quartz.shutdown(false);
            }
        } catch (SchedulerException alreadyDown) {
            throw new IllegalStateException("could not end the schedule", alreadyDown);
        }
        working.forEach(Thread::interrupt);
    }

    /** The threads of the runs that are under way. */
    Set<Thread> underWay() {
        return Set.copyOf(working);
    }

    private static Scheduler start() throws SchedulerException {
        // Given here, since Quartz would else read a file of the folder in which the program was started.
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "schedule");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        // More than any program has tasks, which mostly wait: none for a thread.
        properties.setProperty("org.quartz.threadPool.threadCount", "16");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        var scheduler = new StdSchedulerFactory(properties).getScheduler();
        scheduler.setJobFactory(
                (fired, which) -> (Job) fired.getJobDetail().getJobDataMap().get(Work.class.getName()));
        scheduler.start();
        return scheduler;
    }

    @DisallowConcurrentExecution
    private record Work(String name, Task task, Progress progress, Schedule schedule, AtomicBoolean woken)
            implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            Thread thread = Thread.currentThread();
            String pooled = thread.getName();
            thread.setName(name);
            schedule.working.add(thread);
            // Whoever wakes it from now on has something that this run may not see.
            woken.set(false);
            try {
                task.run();
                progress.done();
            } catch (Throwable fault) {
                if (!schedule.stop.requested()) {
                    schedule.onFault.accept(name, fault);
                }
            } finally {
                schedule.working.remove(thread);
                thread.setName(pooled);
            }
        }
    }
}
