package dev.sluice.engine.scheduler;

/** The scheduler, with an owner that claims as far as it is allowed to. */
final class SchedulerPolicy implements Policy {
    private final Scheduler scheduler;

    SchedulerPolicy(MediaRate media, SchedulerSettings settings, Credit credit) {
        this.scheduler = new Scheduler(media, settings, credit, 0);
        scheduler.open(scheduler.horizon());
    }

    Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void ready(int peer, long roundTripNs) {
        scheduler.ready(peer);
        scheduler.roundTrip(peer, roundTripNs);
    }

    @Override
    public void gone(int peer) {
        scheduler.gone(peer);
    }

    @Override
    public boolean arrived(int peer, long slice, long nowNs, Asks out) {
        return scheduler.arrived(peer, slice, nowNs, out);
    }

    @Override
    public void refused(int peer, long slice, long nowNs) {
        scheduler.refused(peer, slice, nowNs);
    }

    @Override
    public void taken(long next, long nowNs) {
        scheduler.taken(next, nowNs);
        scheduler.open(scheduler.horizon());
    }

    @Override
    public void seek(long slice, long nowNs, Asks out) {
        scheduler.seek(slice, _ -> true, nowNs, out);
        scheduler.open(scheduler.horizon());
    }

    @Override
    public void decide(long nowNs, Asks out) {
        scheduler.decide(nowNs, new WithinWindows(out));
    }

    /** Holds each request against the window of its peer. */
    private final class WithinWindows implements Asks {
        private final Asks out;

        private WithinWindows(Asks out) {
            this.out = out;
        }

        @Override
        public void ask(int peer, long slice, boolean alone) {
            int inFlight = scheduler.inFlight(peer);
            int window = scheduler.window(peer);
            if (inFlight > window)
                throw new AssertionError(inFlight + " of " + window + " under way from " + peer);
            out.ask(peer, slice, alone);
        }

        @Override
        public void cancel(int peer, long slice) {
            out.cancel(peer, slice);
        }
    }
}
