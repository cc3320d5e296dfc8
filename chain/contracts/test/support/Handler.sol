// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, Claim, OpenRequest, Share, TopUp} from "../../src/Types.sol";
import {SluiceChannels} from "../../src/SluiceChannels.sol";
import {FeeToken} from "./HostileTokens.sol";
import {Fixture} from "./Fixture.sol";

/// A crowd that plays at random with one contract: three payers, three payees, ETH and a fee-on-transfer token.
/// Every call is chosen so that it must succeed; what the contract has to refuse is tried in `attack`.
contract Handler is Fixture {
    struct Seen {
        ChannelParams params;
        uint128 highest;
        bool closed;
    }

    address[2] public assets;
    uint256[2] public paidIn;
    uint256[2] public paidOut;
    Seen[] private seen;
    mapping(bytes32 splitHash => uint256) private splits;
    address[3] private payers = [address(0xA1), address(0xA2), address(0xA3)];
    uint256[3] private payeeKeys = [uint256(0xB1), 0xB2, 0xB3];

    constructor() {
        channels = new SluiceChannels(0, MIN_DELAY);
        token = new FeeToken();
        assets = [ETH, address(token)];
        for (uint256 i; i < 3; ++i) {
            fund(payers[i]);
            deposit(i, i, 1e18);
            open(i, i, i, i, 1e17);
        }
    }

    function deposit(uint256 who, uint256 asset, uint256 amount) public {
        (who, asset, amount) = (who % 3, asset % 2, bound(amount, 1, 1e20));
        uint256 before = held(asset);
        vm.prank(payers[who]);
        channels.deposit{value: asset == 0 ? amount : 0}(assets[asset], amount);
        paidIn[asset] += held(asset) - before;
    }

    function open(uint256 who, uint256 whom, uint256 asset, uint256 share, uint256 reserve) public {
        (who, whom, asset) = (who % 3, whom % 3, asset % 2);
        uint256 free = channels.freeBalance(payers[who], assets[asset]);
        if (free == 0) return;
        OpenRequest memory request = requestFor(bytes32(seen.length), uint104(bound(reserve, 1, free)));
        request.payee = vm.addr(payeeKeys[whom]);
        request.splitHash = share % 2 == 0 ? bytes32(0) : keccak256(abi.encode(splitOf(share)));
        vm.prank(payers[who]);
        channels.open(assets[asset], 0, one(request));
        seen.push();
        Seen storage s = seen[seen.length - 1];
        s.params = ChannelParams(
            payers[who], signer, request.payee, assets[asset], request.splitHash, DELAY, request.salt
        );
        splits[request.splitHash] = share;
    }

    function topUp(uint256 pick, uint256 amount) external {
        Seen storage s = any(pick);
        (,, uint48 exitAt) = channels.channel(idOf(s.params));
        uint256 free = channels.freeBalance(s.params.payer, s.params.token);
        if (s.closed || exitAt != 0 || free == 0) return;
        vm.prank(s.params.payer);
        channels.topUp(s.params.token, 0, one(TopUp(s.params, uint104(bound(amount, 1, free)))));
    }

    function claim(uint256 pick, uint256 amount) external {
        Seen storage s = any(pick);
        (uint104 reserve, uint104 claimed,) = channels.channel(idOf(s.params));
        if (s.closed || claimed == reserve) return;
        s.highest = uint128(bound(amount, claimed + 1, reserve));
        channels.claim(rowFor(s, s.highest));
    }

    /// A batch of good, stale, too high and closed rows, in any order (T8).
    function claimBatch(uint256 pick, uint256[4] calldata amounts) external {
        Claim[] memory rows = new Claim[](4);
        for (uint256 i; i < 4; ++i) {
            Seen storage s = any(pick % 1e9 + i);
            (uint104 reserve,,) = channels.channel(idOf(s.params));
            rows[i] = rowFor(s, uint128(bound(amounts[i], 0, uint256(reserve) + 1)));
        }
        channels.claimBatch(rows);
        for (uint256 i; i < 4; ++i) {
            note(any(pick % 1e9 + i));
        }
    }

    function startExit(uint256 pick) external {
        Seen storage s = any(pick);
        (,, uint48 exitAt) = channels.channel(idOf(s.params));
        if (s.closed || exitAt != 0) return;
        vm.prank(s.params.payer);
        channels.startExit(s.params);
    }

    function endExit(uint256 pick, bool cancel) external {
        Seen storage s = any(pick);
        (,, uint48 exitAt) = channels.channel(idOf(s.params));
        if (s.closed || exitAt == 0) return;
        if (!cancel && block.timestamp < exitAt) vm.warp(exitAt);
        vm.prank(s.params.payer);
        if (cancel) channels.cancelExit(s.params);
        else channels.finishExit(s.params);
        s.closed = !cancel;
    }

    function release(uint256 pick) external {
        Seen storage s = any(pick);
        if (s.closed) return;
        (, uint104 claimed,) = channels.channel(idOf(s.params));
        uint256 key = payeeKeys[0];
        for (uint256 i; i < 3; ++i) {
            if (vm.addr(payeeKeys[i]) == s.params.payee) key = payeeKeys[i];
        }
        bytes32 digest = channels.releaseDigest(idOf(s.params), claimed);
        channels.release(s.params, claimed, sign(key, digest));
        s.closed = true;
    }

    function withdraw(uint256 whom, uint256 asset) external {
        (address who, uint256 a) = (recipients()[whom % 7], asset % 2);
        if (channels.credits(who, assets[a]) == 0) return;
        uint256 before = held(a);
        channels.withdrawFor(who, assets[a]);
        paidOut[a] += before - held(a);
    }

    function withdrawDeposit(uint256 who, uint256 asset, uint256 amount) external {
        (address payer_, uint256 a) = (payers[who % 3], asset % 2);
        uint256 free = channels.freeBalance(payer_, assets[a]);
        if (free == 0) return;
        uint256 before = held(a);
        vm.prank(payer_);
        channels.withdrawDeposit(assets[a], bound(amount, 1, free));
        paidOut[a] += before - held(a);
    }

    /// Calls that must all be refused, whatever the state (I5, I6, T2, T5).
    function attack(uint256 pick, uint256 amount) external {
        Seen storage s = any(pick);
        (uint104 reserve, uint104 claimed,) = channels.channel(idOf(s.params));
        uint128 low = uint128(bound(amount, 0, claimed));
        uint128 high = uint128(bound(amount, uint256(reserve) + 1, type(uint128).max));
        Claim memory forged = rowFor(s, reserve);
        forged.signature = sign(STRANGER_KEY, channels.voucherDigest(idOf(s.params), reserve));
        mustFail(abi.encodeCall(channels.claim, (rowFor(s, low))));
        mustFail(abi.encodeCall(channels.claim, (rowFor(s, high))));
        mustFail(abi.encodeCall(channels.claim, (forged)));
        mustFail(abi.encodeCall(channels.startExit, (s.params)));
        mustFail(abi.encodeCall(channels.cancelExit, (s.params)));
        mustFail(abi.encodeCall(channels.release, (s.params, 0, forged.signature)));
    }

    function count() external view returns (uint256) {
        return seen.length;
    }

    function entry(uint256 index) external view returns (ChannelParams memory, uint128 highest, bool closed) {
        return (seen[index].params, seen[index].highest, seen[index].closed);
    }

    function ledger() external view returns (SluiceChannels) {
        return channels;
    }

    /// What the contract holds of an asset.
    function held(uint256 asset) public view returns (uint256) {
        return asset == 0 ? address(channels).balance : token.balanceOf(address(channels));
    }

    /// Everybody who can have a free balance or a credit.
    function recipients() public view returns (address[7] memory all) {
        for (uint256 i; i < 3; ++i) {
            all[i] = payers[i];
            all[3 + i] = vm.addr(payeeKeys[i]);
        }
        all[6] = address(0xC0);
    }

    function splitOf(uint256 share) private view returns (Share[] memory split) {
        split = new Share[](3);
        uint16 bps = uint16(share % 5001);
        split[0] = Share(vm.addr(payeeKeys[0]), bps);
        split[1] = Share(address(0xC0), bps);
        split[2] = Share(vm.addr(payeeKeys[1]), 10_000 - 2 * bps);
    }

    function rowFor(Seen storage s, uint128 cumulative) private view returns (Claim memory) {
        if (s.params.splitHash == 0) return voucher(s.params, cumulative);
        return voucher(s.params, splitOf(splits[s.params.splitHash]), cumulative);
    }

    function note(Seen storage s) private {
        (, uint104 claimed,) = channels.channel(idOf(s.params));
        s.highest = claimed > s.highest ? claimed : s.highest;
    }

    function any(uint256 pick) private view returns (Seen storage) {
        return seen[pick % seen.length];
    }

    function mustFail(bytes memory call) private {
        (bool accepted,) = address(channels).call(call);
        vm.assertTrue(!accepted, "an attack went through");
    }
}
