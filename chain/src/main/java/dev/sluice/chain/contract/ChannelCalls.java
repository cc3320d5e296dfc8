package dev.sluice.chain.contract;

import static dev.sluice.chain.contract.Abi.address;
import static dev.sluice.chain.contract.Abi.array;
import static dev.sluice.chain.contract.Abi.bytes32;
import static dev.sluice.chain.contract.Abi.params;
import static dev.sluice.chain.contract.Abi.uint;
import static dev.sluice.chain.contract.Abi.uint104;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;

/** The transactions of the channel contract, encoded. */
public final class ChannelCalls {
    private final Address contract;

    public ChannelCalls(Address contract) {
        this.contract = contract;
    }

    public ContractCall deposit(Address token, Amount amount) {
        byte[] data = Abi.call(Signatures.DEPOSIT, address(token), uint(amount));
        return paid(ContractCall.to(contract, "deposit", data), token, amount);
    }

    /** The same with the sender's permit in the place of an approval beforehand. */
    public ContractCall deposit(Address token, Amount amount, Permit permit) {
        return call(
                "deposit",
                Signatures.DEPOSIT_WITH_PERMIT,
                address(token),
                uint(amount),
                permitStruct(permit));
    }

    public ContractCall withdrawDeposit(Address token, Amount amount) {
        return call(
                "withdrawal of the deposit",
                Signatures.WITHDRAW_DEPOSIT,
                address(token),
                uint(amount));
    }

    public ContractCall open(Address token, Amount deposit, List<ChannelRequest> requests) {
        Type<?> rows = rows(requests, ChannelCalls::openRow);
        ContractCall call = call("open", Signatures.OPEN, address(token), uint(deposit), rows);
        return paid(call, token, deposit);
    }

    /** The same with the sender's permit for what is deposited. */
    public ContractCall open(
            Address token, Amount deposit, List<ChannelRequest> requests, Permit permit) {
        return call(
                "open",
                Signatures.OPEN_WITH_PERMIT,
                address(token),
                uint(deposit),
                rows(requests, ChannelCalls::openRow),
                permitStruct(permit));
    }

    public ContractCall topUp(Address token, Amount deposit, List<ChannelRequest> requests) {
        Type<?> rows = rows(requests, ChannelCalls::topUpRow);
        ContractCall call = call("top-up", Signatures.TOP_UP, address(token), uint(deposit), rows);
        return paid(call, token, deposit);
    }

    /** The same with the sender's permit for what is deposited. */
    public ContractCall topUp(
            Address token, Amount deposit, List<ChannelRequest> requests, Permit permit) {
        return call(
                "top-up",
                Signatures.TOP_UP_WITH_PERMIT,
                address(token),
                uint(deposit),
                rows(requests, ChannelCalls::topUpRow),
                permitStruct(permit));
    }

    /** Bad rows are skipped (T8), one alone too, as the port promises. */
    public ContractCall claim(List<Claim> claims) {
        List<DynamicStruct> rows = claims.stream().map(ChannelCalls::claimRow).toList();
        return call("claim", Signatures.CLAIM_BATCH, array(DynamicStruct.class, rows));
    }

    public ContractCall startExit(ChannelParameters channel) {
        return call("start of the exit", Signatures.START_EXIT, params(channel));
    }

    public ContractCall cancelExit(ChannelParameters channel) {
        return call("cancelling the exit", Signatures.CANCEL_EXIT, params(channel));
    }

    public ContractCall finishExit(ChannelParameters channel) {
        return call("end of the exit", Signatures.FINISH_EXIT, params(channel));
    }

    public ContractCall release(ChannelParameters channel, Amount claimed, Signature payee) {
        Type<?> signature = new DynamicBytes(payee.toBytes());
        return call("release", Signatures.RELEASE, params(channel), uint(claimed), signature);
    }

    public ContractCall setDelegate(Address delegate) {
        return call("naming of the delegate", Signatures.SET_DELEGATE, address(delegate));
    }

    public ContractCall withdraw(Address token) {
        return call("withdrawal", Signatures.WITHDRAW, address(token));
    }

    public ContractCall withdrawFor(Address recipient, Address token) {
        return call(
                "withdrawal for " + recipient,
                Signatures.WITHDRAW_FOR,
                address(recipient),
                address(token));
    }

    private ContractCall call(String action, String signature, Type<?>... arguments) {
        return ContractCall.to(contract, action, Abi.call(signature, arguments));
    }

    /** The chain's own coin travels with the call; a token is pulled by the contract. */
    private static ContractCall paid(ContractCall call, Address token, Amount amount) {
        return token.isZero() ? call.withValue(amount.toBigInteger()) : call;
    }

    private static StaticStruct permitStruct(Permit permit) {
        return new StaticStruct(Abi.permitFields(permit));
    }

    private static Type<?> rows(
            List<ChannelRequest> requests, Function<ChannelRequest, StaticStruct> row) {
        return array(StaticStruct.class, requests.stream().map(row).toList());
    }

    private static StaticStruct openRow(ChannelRequest request) {
        ChannelParameters p = request.parameters();
        return new StaticStruct(
                address(p.signer()),
                address(p.payee()),
                bytes32(p.splitHash()),
                uint(p.exitDelaySeconds()),
                bytes32(p.salt()),
                uint104(request.amount()));
    }

    private static StaticStruct topUpRow(ChannelRequest request) {
        Type<?>[] params = Abi.paramFields(request.parameters());
        Type<?>[] row = Arrays.copyOf(params, params.length + 1);
        row[params.length] = uint104(request.amount());
        return new StaticStruct(row);
    }

    private static DynamicStruct claimRow(Claim claim) {
        List<StaticStruct> split = claim.split().stream().map(ChannelCalls::shareRow).toList();
        return new DynamicStruct(
                params(claim.parameters()),
                array(StaticStruct.class, split),
                uint(claim.voucher().cumulative()),
                new DynamicBytes(claim.voucher().signature().toBytes()));
    }

    private static StaticStruct shareRow(Share share) {
        return new StaticStruct(address(share.recipient()), uint(share.basisPoints()));
    }
}
