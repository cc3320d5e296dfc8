package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;

/** What a keeper tells its owner; amounts are base units of the channel's token. */
public sealed interface KeeperNote {
    /** The contract has paid up to {@code claimed}: all that the highest voucher promised. */
    record Claimed(ChannelId channel, Amount claimed) implements KeeperNote {
        @Override
        public String toString() {
            return "channel " + channel + ": claimed up to " + claimed;
        }
    }

    /** The ledger did not take this row; it is tried again, alone (T8). */
    record Skipped(
            ChannelId channel, Amount voucher, Amount claimed, String why, long retryAtSeconds)
            implements KeeperNote {
        @Override
        public String toString() {
            return "channel "
                    + channel
                    + ": the claim of "
                    + voucher
                    + " was not taken, claimed "
                    + claimed
                    + ": "
                    + why;
        }
    }

    /** A claim that is due costs more than it brings, and waits for cheaper gas. */
    record TooDear(ChannelId channel, Amount unclaimed, Amount cost) implements KeeperNote {
        @Override
        public String toString() {
            return "channel "
                    + channel
                    + ": a claim would cost "
                    + cost
                    + " and bring "
                    + unclaimed
                    + "; it waits for cheaper gas";
        }
    }

    /** The voucher promises more than the reserve, which only a reorg can bring about (T9). */
    record AboveReserve(ChannelId channel, Amount voucher, Amount reserve) implements KeeperNote {
        @Override
        public String toString() {
            return "channel " + channel + ": voucher " + voucher + " above reserve " + reserve;
        }
    }

    /** The payer leaves, and this much is claimed before the exit's end (T4). */
    record ExitUnderWay(ChannelId channel, long exitAtSeconds, Amount unclaimed)
            implements KeeperNote {
        @Override
        public String toString() {
            return "channel "
                    + channel
                    + ": exit until "
                    + exitAtSeconds
                    + " (seconds since 1970), claiming "
                    + unclaimed;
        }
    }

    /** A reorg took a claim back; it is due again. */
    record TakenBack(ChannelId channel, Amount from, Amount to) implements KeeperNote {
        @Override
        public String toString() {
            return "channel " + channel + ": a reorg took claims back from " + from + " to " + to;
        }
    }

    /** The channel closed before all was claimed. */
    record Lost(ChannelId channel, Amount unclaimed) implements KeeperNote {
        @Override
        public String toString() {
            return "channel " + channel + ": closed with " + unclaimed + " unclaimed";
        }
    }

    /** A read or a transaction failed; the keeper waits and tries again. */
    record LedgerTrouble(String why, long retryAtSeconds) implements KeeperNote {
        @Override
        public String toString() {
            return "ledger: " + why;
        }
    }

    /**
     * The end of a {@link KeeperEvent.ClaimAll}.
     *
     * @param claimed channels that are paid up to their highest voucher
     * @param left channels that are not
     * @param why the last reason for those; empty when there are none
     */
    record Swept(int claimed, int left, String why) implements KeeperNote {
        @Override
        public String toString() {
            return "claimed "
                    + claimed
                    + " channels"
                    + (left == 0 ? "" : ", left " + left + ": " + why);
        }
    }
}
