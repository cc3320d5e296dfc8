package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.Claim;
import java.util.List;

/** What a keeper wants done. Calls return at once; answers come back as {@link KeeperEvent}s. */
public interface KeeperEffects {
    /** Read the channel at the head and at the final block. */
    void read(ChannelId channel);

    /** Send these in one transaction; answered under the batch's number. */
    void claim(long batch, List<Claim> rows);

    /** The channel is closed for ever and its last claim is final: its voucher is worth nothing. */
    void forget(ChannelId channel);

    void said(KeeperNote note);
}
