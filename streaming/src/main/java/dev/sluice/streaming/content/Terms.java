package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Bytes;
import java.util.List;

/**
 * What a work costs and who is paid: price per MiB in base units of the token, the seeder's share
 * and the co-creators' in basis points, accounts of 20 bytes, the token (zero for the chain's own
 * coin), the chain and the contract. A price of 0 is free content and needs no account.
 */
public record Terms(
        long pricePerMib,
        int seederShareBps,
        Bytes payee,
        List<Share> coCreators,
        Bytes token,
        long chainId,
        Bytes contract) {
    public static final int ACCOUNT_BYTES = 20;
    public static final int ALL_BASIS_POINTS = 10_000;
    public static final int MAX_CO_CREATORS = 16;

    /** Free content. */
    public static final Terms FREE = free();

    public Terms {
        coCreators = List.copyOf(coCreators);
        payee.requireLength(ACCOUNT_BYTES, "payee");
        token.requireLength(ACCOUNT_BYTES, "token");
        contract.requireLength(ACCOUNT_BYTES, "contract");
        require(pricePerMib >= 0, "price per MiB", pricePerMib);
        require(chainId >= 0, "chain id", chainId);
        require(
                seederShareBps >= 0 && seederShareBps <= ALL_BASIS_POINTS,
                "seeder share",
                seederShareBps);
        require(coCreators.size() <= MAX_CO_CREATORS, "count of co-creators", coCreators.size());
        require(total(coCreators) <= ALL_BASIS_POINTS, "sum of shares", total(coCreators));
        require(
                distinct(coCreators) == coCreators.size(),
                "distinct recipients",
                distinct(coCreators));
        if (pricePerMib > 0 && (payee.isZero() || contract.isZero() || chainId == 0))
            throw new IllegalArgumentException(
                    "a price of " + pricePerMib + " takes a payee, a contract and a chain id");
    }

    public boolean isFree() {
        return pricePerMib == 0;
    }

    private static int total(List<Share> shares) {
        return shares.stream().mapToInt(Share::basisPoints).sum();
    }

    private static long distinct(List<Share> shares) {
        return shares.stream().map(Share::recipient).distinct().count();
    }

    private static void require(boolean holds, String name, long value) {
        if (!holds) throw new IllegalArgumentException(name + " is out of range: " + value);
    }

    private static Terms free() {
        Bytes zero = Bytes.zeros(ACCOUNT_BYTES);
        return new Terms(0, 0, zero, List.of(), zero, 0, zero);
    }
}
