package dev.sluice.poc.microtransaction;

/** How payments get from one player to one seeder, in the simulation. */
interface Till {
    /** What rides on a request of a player that has received so many slices from here. */
    byte[] attach(long received, boolean urgent);

    /** At the seeder: how many slices are paid now that this has come. */
    long paid(byte[] message);

    /** At the player: what the seeder says it counts. */
    default void acknowledged(long slices) {}

    /** Whether a repeated request should carry the newest payment, or must carry its own again. */
    default boolean isCumulative() {
        return true;
    }

    /** Nothing is paid and all is served: what the others are compared with. */
    static Till free() {
        return new Till() {
            @Override
            public byte[] attach(long received, boolean urgent) {
                return new byte[0];
            }

            @Override
            public long paid(byte[] message) {
                return Integer.MAX_VALUE;
            }
        };
    }

    /** The same, from a player that pays for so many slices more than it has. */
    static Till inAdvance(Till till, int slices) {
        return new Changed(till) {
            @Override
            public byte[] attach(long received, boolean urgent) {
                return till.attach(received + slices, urgent);
            }
        };
    }

    /** The same, from a player that pays for no more than so many slices. */
    static Till stopping(Till till, int slices) {
        return new Changed(till) {
            @Override
            public byte[] attach(long received, boolean urgent) {
                return till.attach(Math.min(received, slices), urgent);
            }
        };
    }

    /** A till whose player does something else. */
    abstract class Changed implements Till {
        private final Till till;

        Changed(Till till) {
            this.till = till;
        }

        @Override
        public long paid(byte[] message) {
            return till.paid(message);
        }

        @Override
        public void acknowledged(long slices) {
            till.acknowledged(slices);
        }

        @Override
        public boolean isCumulative() {
            return till.isCumulative();
        }
    }

    /** A scheme of this prototype, with a payment for each n slices that came. */
    static Till of(Scheme scheme, Channel channel, int every) {
        Payer payer = scheme.payer(channel);
        Payee payee = scheme.payee(channel);
        return new Till() {
            private long promised;

            @Override
            public byte[] attach(long received, boolean urgent) {
                if (received == 0 || (!urgent && received - promised < every)) return new byte[0];
                promised = received;
                return payer.pay(received);
            }

            @Override
            public long paid(byte[] message) {
                return payee.accept(message);
            }

            @Override
            public void acknowledged(long slices) {
                payer.acknowledged(slices);
            }

            @Override
            public boolean isCumulative() {
                return payer.isCumulative();
            }
        };
    }
}
