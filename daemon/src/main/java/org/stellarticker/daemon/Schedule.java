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
 * Runs tasks at intervals, by Quartz, in memory; work that must not be forgotten is stored as rows. A task never runs
 * twice at the same time; one that takes longer than its interval runs again when it is due next.
 */
final class Schedule {

    private final Stop stop;
    private final BiConsumer<String, Throwable> onFault;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private @Nullable Scheduler quartz;

    /**
     * Makes a schedule.
     *
     * @param onFault receives a task's name and its exception
     */
    Schedule(Stop stop, BiConsumer<String, Throwable> onFault) {
        this.stop = stop;
        this.onFault = onFault;
    }

    /**
     * Starts a task.
     *
     * @return wakes the task: it runs soon, or once more when it is running now
     */
    synchronized Runnable every(Duration interval, String name, Task task, Progress progress) {
        var job = newJob(ScheduledTask.class).withIdentity(name).build();
        var scheduled = new ScheduledTask(name, task, progress, this, new AtomicBoolean());
        job.getJobDataMap().put(ScheduledTask.class.getName(), scheduled);
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
        return () -> wake(scheduled, job.getKey());
    }

    private synchronized void wake(ScheduledTask scheduled, JobKey key) {
        try {
            if (quartz != null && !quartz.isShutdown() && scheduled.woken().compareAndSet(false, true)) {
                quartz.triggerJob(key);
            }
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("could not wake " + scheduled.name(), impossible);
        }
    }

    /**
     * Runs each task soon, and again at its interval from then on. Quartz uses the time of day: after the clock was set
     * back, it would wait until the old time has come again.
     */
    synchronized void restart() {
        try {
            if (quartz == null || quartz.isShutdown()) {
                return;
            }
            for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                Trigger trigger = quartz.getTrigger(key);
                // A trigger that only woke its task is gone after it fired.
                if (trigger != null) {
                    quartz.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("could not restart the schedule", impossible);
        }
    }

    /** Starts no further runs and interrupts the current ones. */
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

    /** Returns the threads of the current runs. */
    Set<Thread> underWay() {
        return Set.copyOf(working);
    }

    private static Scheduler start() throws SchedulerException {
        // Given here, because Quartz would otherwise read a file in the working directory.
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "schedule");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        // More than any program has tasks. Tasks mostly wait, so idle threads cost nothing.
        properties.setProperty("org.quartz.threadPool.threadCount", "16");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        var scheduler = new StdSchedulerFactory(properties).getScheduler();
        scheduler.setJobFactory(
                (fired, which) -> (Job) fired.getJobDetail().getJobDataMap().get(ScheduledTask.class.getName()));
        scheduler.start();
        return scheduler;
    }

    @DisallowConcurrentExecution
    private record ScheduledTask(String name, Task task, Progress progress, Schedule schedule, AtomicBoolean woken)
            implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            Thread thread = Thread.currentThread();
            String pooled = thread.getName();
            thread.setName(name);
            schedule.working.add(thread);
            // A wake-up from now on has a cause that this run may not see.
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
