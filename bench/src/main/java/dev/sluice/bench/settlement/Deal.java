package dev.sluice.bench.settlement;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A payer's channels to one payee, all alike.
 *
 * @param shares who shares what the channels pay; empty where the payee has it all
 */
record Deal(Address payer, Address payee, List<Share> shares) {
    private static final long EXIT_DELAY_SECONDS = 86_400;
    private static final int CO_CREATOR_BPS = 1_500;

    /** The payee and so many others less one, of whom each gets the same. */
    static Deal among(int recipients, Address payer, Address payee) {
        List<Share> shares = new ArrayList<>();
        for (int i = 1; i < recipients; i++) shares.add(new Share(coCreator(i), CO_CREATOR_BPS));
        if (recipients > 1)
            shares.addFirst(
                    new Share(payee, Split.WHOLE_BASIS_POINTS - CO_CREATOR_BPS * shares.size()));
        return new Deal(payer, payee, List.copyOf(shares));
    }

    private static Address coCreator(int i) {
        byte[] address = new byte[Address.BYTES];
        Arrays.fill(address, (byte) (0xc0 + i));
        return Address.of(address);
    }

    ChannelParameters channel(int i) {
        return new ChannelParameters(
                payer,
                payer,
                payee,
                Address.ZERO,
                shares.isEmpty() ? Bytes32.ZERO : new Split(shares).hash(),
                EXIT_DELAY_SECONDS,
                new Bytes32(0, 0, 0, i + 1));
    }
}
