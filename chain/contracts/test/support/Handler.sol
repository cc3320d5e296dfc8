// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, Claim, OpenRequest, Permit, TopUp} from "../../src/Types.sol";
import {SluiceChannels} from "../../src/SluiceChannels.sol";
import {Crowd} from "./Crowd.sol";

/// The crowd at play. Every call is chosen so that it must succeed, and the bookkeeper notes what it must have done; what
/// the contract has to refuse is tried in `attack` and in the bad rows of `claimBatch`.
contract Handler is Crowd {
    constructor() {
        for (uint256 i; i < 3; ++i) {
            for (uint256 a; a < ASSETS; ++a) {
                deposit(i, a, 1e18);
            }
            open(i, i, i, i, 1e17);
        }
    }

    /// With a permit that is worth nothing for odd amounts of a token: the allowance suffices (T6).
    function deposit(uint256 who, uint256 asset, uint256 amount) public {
        (who, asset, amount) = (who % 3, asset % ASSETS, bound(amount, 1, 1e20));
        uint256 before = held(asset);
        Permit memory worthless;
        vm.prank(payers[who]);
        if (asset == 0) channels.deposit{value: amount}(ETH, amount);
        else if (amount % 2 == 0) channels.deposit(assets[asset], amount);
        else channels.depositWithPermit(assets[asset], amount, worthless);
        deposited[who][asset] += held(asset) - before;
        ++effects;
    }

    function withdrawDeposit(uint256 who, uint256 asset, uint256 amount) external {
        (who, asset) = (who % 3, asset % ASSETS);
        uint256 free = channels.freeBalance(payers[who], assets[asset]);
        if (free == 0) return;
        amount = bound(amount, 1, free);
        vm.prank(payers[who]);
        channels.withdrawDeposit(assets[asset], amount);
        takenBack[who][asset] += amount;
        ++effects;
    }

    function open(uint256 who, uint256 whom, uint256 asset, uint256 share, uint256 amount) public {
        (who, whom, asset) = (who % 3, whom % 3, asset % ASSETS);
        uint256 free = channels.freeBalance(payers[who], assets[asset]);
        if (free == 0 || seen.length == MOST_CHANNELS) return;
        uint104 reserve = uint104(bound(amount, 1, free));
        seen.push();
        Seen storage s = seen[seen.length - 1];
        (s.payerIndex, s.payeeIndex, s.asset, s.reserve) = (uint8(who), uint8(whom), uint8(asset), reserve);
        (s.noSplit, s.bps) = (share % 2 == 0, uint16(share % 5001));
        bytes32 splitHash = s.noSplit ? bytes32(0) : keccak256(abi.encode(splitOf(s.bps)));
        s.params = ChannelParams(
            payers[who], signer, earners[whom], assets[asset], splitHash, DELAY, bytes32(seen.length)
        );
        s.id = idOf(s.params);
        OpenRequest memory request =
            OpenRequest(signer, earners[whom], splitHash, DELAY, bytes32(seen.length), reserve);
        vm.prank(payers[who]);
        channels.open(assets[asset], 0, one(request));
        ++effects;
    }

    function topUp(uint256 pick, uint256 amount) external {
        Seen storage s = any(pick);
        uint256 free = channels.freeBalance(s.params.payer, s.params.token);
        if (s.closed || s.exitAt != 0 || free == 0) return;
        uint104 more = uint104(bound(amount, 1, free));
        vm.prank(s.params.payer);
        channels.topUp(s.params.token, 0, one(TopUp(s.params, more)));
        s.reserve += more;
        ++effects;
    }

    function claim(uint256 pick, uint256 amount) external {
        Seen storage s = any(pick);
        if (s.closed || s.highest == s.reserve) return;
        uint104 cumulative = uint104(bound(amount, uint256(s.highest) + 1, s.reserve));
        channels.claim(rowFor(s, cumulative));
        accept(s, cumulative);
        ++effects;
    }

    /// Good rows beside stale, too high, forged, wrongly split, closed and unknown ones, in any order (T8).
    function claimBatch(uint256 pick, uint256 flaws, uint256[4] calldata amounts) external {
        Claim[] memory rows = new Claim[](4);
        bool[4] memory good;
        for (uint256 i; i < 4; ++i) {
            Seen storage s = any(pick % 1e9 + i / 2);
            uint128 cumulative = uint128(bound(amounts[i], 0, uint256(s.reserve) + 1));
            rows[i] = rowFor(s, cumulative);
            good[i] = !spoil(rows[i], flaws >> (8 * i));
        }
        channels.claimBatch(rows);
        for (uint256 i; i < 4; ++i) {
            Seen storage s = any(pick % 1e9 + i / 2);
            uint128 cumulative = rows[i].cumulativeAmount;
            if (good[i] && !s.closed && cumulative > s.highest && cumulative <= s.reserve) accept(s, uint104(cumulative));
        }
        ++effects;
    }

    /// Makes a row bad in one of four ways, or leaves it as it is.
    function spoil(Claim memory row, uint256 flaw) private view returns (bool) {
        flaw %= 8;
        if (flaw == 0) row.signature = sign(STRANGER_KEY, channels.voucherDigest(idOf(row.params), row.cumulativeAmount));
        else if (flaw == 1) row.signature[64] ^= 0x01;
        else if (flaw == 2) row.params.salt ^= bytes32(uint256(1) << 255);
        else if (flaw == 3) row.split = row.split.length == 0 ? splitOf(1) : splitOf(row.split[0].bps == 0 ? 1 : row.split[0].bps - 1);
        return flaw < 4;
    }

    function startExit(uint256 pick) external {
        Seen storage s = any(pick);
        if (s.closed || s.exitAt != 0) return;
        vm.prank(s.params.payer);
        channels.startExit(s.params);
        s.exitAt = uint48(block.timestamp) + uint48(DELAY);
        ++effects;
    }

    function cancelExit(uint256 pick) external {
        Seen storage s = any(pick);
        if (s.closed || s.exitAt == 0) return;
        vm.prank(s.params.payer);
        channels.cancelExit(s.params);
        s.exitAt = 0;
        ++effects;
    }

    /// Tries a second too early where there is one, then finishes.
    function finishExit(uint256 pick) external {
        Seen storage s = any(pick);
        if (s.closed || s.exitAt == 0) return;
        if (block.timestamp < s.exitAt) {
            vm.warp(s.exitAt - 1);
            mustFail(abi.encodeCall(channels.finishExit, (s.params)));
            vm.warp(s.exitAt);
        }
        channels.finishExit(s.params);
        close(s);
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % (2 * DELAY));
        ++effects;
    }

    /// By the payee, or by its delegate when it has one; over any amount that has been claimed.
    function release(uint256 pick, uint256 amount, bool byDelegate) external {
        Seen storage s = any(pick);
        uint256 delegate = delegateOf[s.payeeIndex];
        if (s.closed || (byDelegate && delegate == 0)) return;
        uint128 named = uint128(bound(amount, 0, s.highest));
        uint256 key = byDelegate ? delegateKeys[delegate - 1] : payeeKeys[s.payeeIndex];
        channels.release(s.params, named, sign(key, channels.releaseDigest(s.id, named)));
        close(s);
    }

    /// Names a delegate, or none.
    function setDelegate(uint256 whom, uint256 which) external {
        (whom, which) = (whom % 3, which % 4);
        vm.prank(earners[whom]);
        channels.setDelegate(which == 0 ? address(0) : delegates[which - 1]);
        delegateOf[whom] = which;
        ++effects;
    }

    function withdraw(uint256 whom, uint256 asset) external {
        (whom, asset) = (whom % EARNERS, asset % ASSETS);
        uint256 credit = channels.credits(earners[whom], assets[asset]);
        if (credit == 0) return;
        channels.withdrawFor(earners[whom], assets[asset]);
        paidOut[whom][asset] += credit;
        ++effects;
    }

    /// One call that must be refused, whatever the state (I5, I6, T1, T2, T4, T5).
    function attack(uint256 pick, uint256 kind, uint256 amount) external {
        Seen storage s = any(pick);
        kind %= 9;
        if (kind == 0) mustFail(abi.encodeCall(channels.claim, (rowFor(s, uint128(bound(amount, 0, s.highest))))));
        else if (kind == 1) mustFail(abi.encodeCall(channels.claim, (above(s, amount))));
        else if (kind == 2) mustFail(abi.encodeCall(channels.claim, (forged(s))));
        else if (kind == 3) mustFail(abi.encodeCall(channels.startExit, (s.params)));
        else if (kind == 4) mustFail(abi.encodeCall(channels.cancelExit, (s.params)));
        else if (kind == 5) attackRelease(s, amount);
        else if (kind == 6) mustFail(abi.encodeCall(channels.withdraw, (s.params.token)));
        else if (kind == 7) mustFail(abi.encodeCall(channels.withdrawDeposit, (s.params.token, 1)));
        else if (s.closed || s.exitAt == 0 || block.timestamp < s.exitAt) {
            mustFail(abi.encodeCall(channels.finishExit, (s.params)));
        }
        ++effects;
    }

    /// A release ahead of the claims; by a delegate that this payee has not named; by the payer's signer.
    function attackRelease(Seen storage s, uint256 amount) private {
        uint128 ahead = uint128(bound(amount, uint256(s.highest) + 1, type(uint128).max));
        tryRelease(s, ahead, payeeKeys[s.payeeIndex]);
        uint256 notNamed = amount % 3;
        if (delegateOf[s.payeeIndex] != notNamed + 1) tryRelease(s, s.highest, delegateKeys[notNamed]);
        tryRelease(s, s.highest, SIGNER_KEY);
        mustFail(abi.encodeCall(channels.release, (s.params, s.highest, new bytes(65))));
    }

    function tryRelease(Seen storage s, uint128 claimed, uint256 key) private {
        bytes memory signature = sign(key, channels.releaseDigest(s.id, claimed));
        mustFail(abi.encodeCall(channels.release, (s.params, claimed, signature)));
    }

    function above(Seen storage s, uint256 amount) private view returns (Claim memory) {
        return rowFor(s, uint128(bound(amount, uint256(s.reserve) + 1, type(uint128).max)));
    }

    function forged(Seen storage s) private view returns (Claim memory row) {
        row = rowFor(s, s.reserve);
        row.signature = sign(STRANGER_KEY, channels.voucherDigest(s.id, s.reserve));
    }

    function close(Seen storage s) private {
        (s.closed, s.reserve) = (true, s.highest);
        ++effects;
    }

    function any(uint256 pick) private view returns (Seen storage) {
        return seen[pick % seen.length];
    }

    function mustFail(bytes memory call) private {
        (bool accepted,) = address(channels).call(call);
        vm.assertTrue(!accepted, "an attack went through");
    }
}
