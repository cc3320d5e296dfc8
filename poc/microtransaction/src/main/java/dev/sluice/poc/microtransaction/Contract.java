package dev.sluice.poc.microtransaction;

import dev.sluice.poc.microtransaction.Payee.Proof;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The calls of {@code Settlement.sol}, and channels on it. */
final class Contract {
    static final long PRICE_WEI = 1_000;
    private static final String ANCHOR = "(uint256,bytes32,uint256,bytes32,bytes32,uint8)";

    private final Evm evm;
    private final byte[] domain;

    Contract(Evm evm) {
        this.evm = evm;
        domain = evm.view(data("domain()"));
    }

    /** A channel with a payee that nobody has paid yet. */
    record Funded(Channel channel, String payee, long openGas) {}

    /** Opens the n-th channel, with money for this many slices. */
    Funded open(Signing signing, long n, long slices) {
        Channel numbered = Channel.numbered(signing, n);
        byte[] signer = address(numbered.publicKey());
        byte[] payee = Arrays.copyOfRange(new Keccak().tagged(3, Channel.word(n)), 12, 32);
        byte[][] terms = {padded(signer), padded(payee), Channel.word(PRICE_WEI), Channel.word(n)};
        byte[] sender = padded(HexFormat.of().parseHex(evm.sender().substring(2)));
        byte[] id = new Keccak().hash(sender, terms[0], terms[1], terms[2], terms[3]);
        long gas = evm.send(data("open(address,address,uint96,bytes32)", terms), wei(slices));
        Channel channel = Channel.of(signing, numbered.secret(), domain, id);
        return new Funded(channel, "0x" + HexFormat.of().formatHex(payee), gas);
    }

    /** Closes on this proof and returns the gas; the payee has been paid exactly that. */
    long close(Funded funded, Proof proof) {
        byte[] call = closing(funded.channel().id(), proof, 27);
        if (!evm.takes(call)) call = closing(funded.channel().id(), proof, 28);
        long gas = evm.send(call, BigInteger.ZERO);
        BigInteger paid = evm.balance(funded.payee());
        if (!paid.equals(wei(proof.slices())))
            throw new IllegalStateException("paid " + paid + " wei for " + proof.slices());
        return gas;
    }

    boolean takes(Funded funded, Proof proof) {
        return evm.takes(closing(funded.channel().id(), proof, 27))
                || evm.takes(closing(funded.channel().id(), proof, 28));
    }

    /** A signature of 64 bytes leaves two candidates for v; the payee finds out for nothing. */
    private static byte[] closing(byte[] id, Proof proof, int v) {
        byte[] r = Arrays.copyOf(proof.signature(), 32);
        byte[] s = Arrays.copyOfRange(proof.signature(), 32, 64);
        byte[] slices = Channel.word(proof.slices());
        byte[] last = Channel.word(v);
        if (proof.length() == 0)
            return data(
                    "closeVoucher(bytes32,uint256,bytes32,bytes32,uint8)", id, slices, r, s, last);
        byte[] n = Channel.word(proof.slices() - proof.base());
        byte[] base = Channel.word(proof.base());
        byte[] length = Channel.word(proof.length());
        byte[][] words = {id, base, proof.root(), length, r, s, last, n, first(proof.revealed())};
        if (proof.revealed().length == Keccak.BYTES)
            return data("closeTick(bytes32," + ANCHOR + ",uint256,bytes32)", words);
        byte[] path = Arrays.copyOfRange(proof.revealed(), 32, proof.revealed().length);
        byte[] head = data("closeLeaf(bytes32," + ANCHOR + ",uint256,bytes32,bytes32[])", words);
        byte[] offset = Channel.word(32L * (words.length + 1));
        return joined(head, offset, Channel.word(path.length / 32), path);
    }

    private static byte[] first(byte[] revealed) {
        return Arrays.copyOf(revealed, 32);
    }

    static BigInteger wei(long slices) {
        return BigInteger.valueOf(Math.multiplyExact(slices, PRICE_WEI));
    }

    private static byte[] address(byte[] publicKey) {
        return Arrays.copyOfRange(
                new Keccak().hash(Arrays.copyOfRange(publicKey, 1, publicKey.length)), 12, 32);
    }

    private static byte[] padded(byte[] address) {
        return joined(new byte[32 - address.length], address);
    }

    private static byte[] data(String function, byte[]... words) {
        byte[] selector =
                Arrays.copyOf(new Keccak().hash(function.getBytes(StandardCharsets.US_ASCII)), 4);
        return joined(selector, joined(words));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
