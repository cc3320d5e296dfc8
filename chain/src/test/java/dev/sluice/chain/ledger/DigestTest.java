package dev.sluice.chain.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.chain.contract.ChannelViews;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.web3j.crypto.StructuredDataEncoder;

/** Java, Solidity and web3j's slow EIP-712 encoder agree on every digest (T1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DigestTest {
    private static final long SEED = 712;
    private static final int TRIALS = 25;

    private LocalChain chain;
    private Rpc rpc;
    private Node node;
    private Domain domain;
    private final Random random = new Random(SEED);

    @BeforeAll
    void start() {
        chain = LocalChain.start();
        rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(10));
        node = new Node(rpc);
        domain = chain.info().domain();
    }

    @AfterAll
    void close() {
        rpc.close();
        chain.close();
    }

    @Test
    void theChannelIdIsTheSameThreeTimes() throws IOException {
        for (int i = 0; i < TRIALS; i++) {
            ChannelParameters p = parameters();
            byte[] ours = p.id(domain).toBytes();
            assertArrayEquals(view(ChannelViews.channelId(p)), ours, "SLUICE_SEED=" + SEED);
            assertArrayEquals(oracle(CHANNEL_TYPE, "Channel", message(p)), ours);
        }
    }

    @Test
    void theVoucherDigestIsTheSameThreeTimes() throws IOException {
        for (int i = 0; i < TRIALS; i++) {
            ChannelId id = new ChannelId(bytes32());
            Amount amount = new Amount(random.nextLong(), random.nextLong());
            byte[] ours = VoucherDigest.of(domain, id, amount);
            assertArrayEquals(view(ChannelViews.voucherDigest(id, amount)), ours);
            String message = fields("channelId", id, "cumulativeAmount", amount);
            assertArrayEquals(oracle(VOUCHER_TYPE, "Voucher", message), ours);
        }
    }

    @Test
    void theReleaseDigestIsTheSameThreeTimes() throws IOException {
        for (int i = 0; i < TRIALS; i++) {
            ChannelId id = new ChannelId(bytes32());
            Amount amount = new Amount(random.nextLong(), random.nextLong());
            byte[] ours = ReleaseDigest.of(domain, id, amount);
            assertArrayEquals(view(ChannelViews.releaseDigest(id, amount)), ours);
            String message = fields("channelId", id, "claimed", amount);
            assertArrayEquals(oracle(RELEASE_TYPE, "Release", message), ours);
        }
    }

    /** Another chain or contract gives another digest. */
    @Test
    void theDomainIsBound() {
        ChannelParameters p = parameters();
        Domain otherChain = new Domain(domain.chainId() + 1, domain.contract());
        Domain otherContract = new Domain(domain.chainId(), address());
        assertEquals(
                3, java.util.Set.of(p.id(domain), p.id(otherChain), p.id(otherContract)).size());
    }

    private static final String CHANNEL_TYPE =
            "[{'name':'payer','type':'address'},{'name':'signer','type':'address'},"
                    + "{'name':'payee','type':'address'},{'name':'token','type':'address'},"
                    + "{'name':'splitHash','type':'bytes32'},{'name':'exitDelay','type':'uint64'},"
                    + "{'name':'salt','type':'bytes32'}]";
    private static final String VOUCHER_TYPE =
            "[{'name':'channelId','type':'bytes32'},"
                    + "{'name':'cumulativeAmount','type':'uint128'}]";
    private static final String RELEASE_TYPE =
            "[{'name':'channelId','type':'bytes32'},{'name':'claimed','type':'uint128'}]";

    private byte[] oracle(String type, String name, String message) throws IOException {
        String json =
                """
                {'types':{'EIP712Domain':[{'name':'name','type':'string'},
                  {'name':'version','type':'string'},{'name':'chainId','type':'uint256'},
                  {'name':'verifyingContract','type':'address'}],'%s':%s},
                 'primaryType':'%s',
                 'domain':{'name':'Sluice','version':'1','chainId':%d,'verifyingContract':'%s'},
                 'message':{%s}}
                """
                        .formatted(name, type, name, domain.chainId(), domain.contract(), message);
        return new StructuredDataEncoder(json.replace('\'', '"')).hashStructuredData();
    }

    private static String message(ChannelParameters p) {
        return fields("payer", p.payer(), "signer", p.signer())
                + ","
                + fields("payee", p.payee(), "token", p.token())
                + ","
                + fields("splitHash", p.splitHash(), "exitDelay", p.exitDelaySeconds())
                + ",'salt':'"
                + p.salt()
                + "'";
    }

    private static String fields(String name, Object value, String otherName, Object other) {
        return "'%s':'%s','%s':'%s'".formatted(name, value, otherName, other);
    }

    private byte[] view(byte[] call) {
        return node.call(domain.contract(), call);
    }

    private ChannelParameters parameters() {
        return new ChannelParameters(
                address(),
                address(),
                address(),
                address(),
                bytes32(),
                random.nextLong(Long.MAX_VALUE),
                bytes32());
    }

    private Address address() {
        byte[] bytes = new byte[Address.BYTES];
        random.nextBytes(bytes);
        return Address.of(bytes);
    }

    private Bytes32 bytes32() {
        byte[] bytes = new byte[Bytes32.BYTES];
        random.nextBytes(bytes);
        return Bytes32.of(bytes);
    }
}
