// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, Claim, Share} from "../../src/Types.sol";
import {SluiceChannels} from "../../src/SluiceChannels.sol";
import {TestToken} from "../../src/TestToken.sol";
import {FeeToken} from "./HostileTokens.sol";
import {Fixture} from "./Fixture.sol";

/// Three payers, three payees, three delegates and one co-creator, around one contract with ETH, a plain ERC-20 and one that
/// takes a fee; and the books of an honest bookkeeper, who sees only what went in and out and which vouchers were accepted.
abstract contract Crowd is Fixture {
    /// A channel with what it must look like. `bps` is the share of the first two recipients; `noSplit` pays the payee all.
    struct Seen {
        ChannelParams params;
        bytes32 id;
        uint8 payerIndex;
        uint8 payeeIndex;
        uint8 asset;
        uint16 bps;
        bool noSplit;
        bool closed;
        uint48 exitAt;
        uint104 reserve;
        uint104 highest;
    }

    uint256 internal constant ASSETS = 3;
    uint256 internal constant EARNERS = 4;
    uint256 internal constant MOST_CHANNELS = 16;
    address private constant CO_CREATOR = address(0xC0);

    address[3] internal assets;
    address[3] internal payers = [address(0xA1), address(0xA2), address(0xA3)];
    uint256[3] internal payeeKeys = [uint256(0xB1), 0xB2, 0xB3];
    uint256[3] internal delegateKeys = [uint256(0xD1), 0xD2, 0xD3];
    /// The payees, and last the co-creator that only splits pay.
    address[4] internal earners;
    address[3] internal delegates;
    /// The index of each payee's delegate plus one; 0 = none.
    uint256[3] internal delegateOf;

    uint256[3][3] internal deposited; // [payer][asset], as credited
    uint256[3][3] internal takenBack;
    uint256[3][4] internal due; // [earner][asset], by the vouchers that were accepted
    uint256[3][4] internal paidOut;
    Seen[] internal seen;
    /// How often each handler function did something, and not only returned.
    uint256 public effects;

    constructor() {
        channels = new SluiceChannels(0, MIN_DELAY);
        token = new TestToken();
        for (uint256 i; i < 3; ++i) {
            fund(payers[i]);
            (earners[i], delegates[i]) = (vm.addr(payeeKeys[i]), vm.addr(delegateKeys[i]));
        }
        earners[3] = CO_CREATOR;
        assets = [ETH, address(token), address(new FeeToken())];
        for (uint256 i; i < 3; ++i) {
            token = TestToken(assets[2]);
            fund(payers[i]);
        }
    }

    /// What the contract holds of an asset.
    function held(uint256 asset) public view returns (uint256) {
        return asset == 0 ? address(channels).balance : TestToken(assets[asset]).balanceOf(address(channels));
    }

    function count() external view returns (uint256) {
        return seen.length;
    }

    /// I4: held = free + reserved and not claimed + credited = paid in - paid out, and every credit is what is due.
    function checkConservation() external view {
        for (uint256 a; a < ASSETS; ++a) {
            uint256 inside;
            uint256 flow;
            for (uint256 i; i < 3; ++i) {
                inside += channels.freeBalance(payers[i], assets[a]);
                flow += deposited[i][a] - takenBack[i][a];
            }
            for (uint256 i; i < EARNERS; ++i) {
                inside += channels.credits(earners[i], assets[a]);
                flow -= paidOut[i][a];
            }
            for (uint256 i; i < seen.length; ++i) {
                if (seen[i].asset != a) continue;
                (uint104 reserve, uint104 claimed,) = channels.channel(seen[i].id);
                inside += reserve - claimed;
            }
            assertEq(held(a), inside, "I4: held = free + locked + credited");
            assertEq(held(a), flow, "I4: held = paid in - paid out");
        }
    }

    /// I5: what a payer deposited and did not take back is free or reserved, to the unit, so no reserve is promised twice.
    function checkCover() external view {
        for (uint256 p; p < 3; ++p) {
            for (uint256 a; a < ASSETS; ++a) {
                uint256 committed = channels.freeBalance(payers[p], assets[a]);
                for (uint256 i; i < seen.length; ++i) {
                    if (seen[i].payerIndex == p && seen[i].asset == a) committed += seen[i].reserve;
                }
                assertEq(committed, deposited[p][a] - takenBack[p][a], "I5: deposit = free + reserves");
            }
        }
    }

    /// I6: the contract's channel is the bookkeeper's, whose amounts only rise and whose closed channels stay so.
    function checkMonotone() external view {
        for (uint256 i; i < seen.length; ++i) {
            Seen storage s = seen[i];
            (uint104 reserve, uint104 claimed, uint48 exitAt) = channels.channel(s.id);
            assertEq(claimed, s.highest, "I6: claimed = highest accepted voucher");
            assertEq(reserve, s.reserve, "I6: reserve");
            assertEq(exitAt, s.closed ? type(uint48).max : s.exitAt, "I6: phase");
            vm.assertTrue(claimed <= reserve, "I5: within the reserve");
        }
    }

    /// T4: whatever exits and releases there were, everybody has got or can get all that accepted vouchers gave them.
    function checkNothingStolen() external view {
        for (uint256 i; i < EARNERS; ++i) {
            for (uint256 a; a < ASSETS; ++a) {
                uint256 got = paidOut[i][a] + channels.credits(earners[i], assets[a]);
                assertEq(got, due[i][a], "T4: credited + paid out = due");
            }
        }
        for (uint256 i; i < 3; ++i) {
            uint256 gained;
            for (uint256 a; a < ASSETS; ++a) {
                gained += channels.credits(delegates[i], assets[a]) + channels.freeBalance(delegates[i], assets[a]);
            }
            assertEq(gained, 0, "T5: a delegate gains nothing");
        }
    }

    /// I5: a voucher for the whole reserve of an open channel can be claimed and withdrawn now. Always reverts, with
    /// `Honoured` when that is so, so that nothing of it stays.
    function honour(uint256 pick) external {
        Seen storage s = seen[pick % seen.length];
        if (!s.closed && s.highest < s.reserve) {
            channels.claim(rowFor(s, s.reserve));
            uint256[4] memory old = parts(s, s.highest);
            uint256[4] memory all = parts(s, s.reserve);
            for (uint256 i; i < EARNERS; ++i) {
                address asset = assets[s.asset];
                uint256 owed = due[i][s.asset] - paidOut[i][s.asset] + all[i] - old[i];
                assertEq(channels.credits(earners[i], asset), owed, "credited");
                uint256 before = held(s.asset);
                if (owed != 0) channels.withdrawFor(earners[i], asset);
                assertEq(before - held(s.asset), owed, "paid");
            }
        }
        revert Honoured();
    }

    error Honoured();

    /// Notes a voucher that was accepted.
    function accept(Seen storage s, uint104 amount) internal {
        uint256[4] memory old = parts(s, s.highest);
        uint256[4] memory all = parts(s, amount);
        for (uint256 i; i < EARNERS; ++i) {
            due[i][s.asset] += all[i] - old[i];
        }
        s.highest = amount;
    }

    function rowFor(Seen storage s, uint128 cumulative) internal view returns (Claim memory) {
        if (s.noSplit) return voucher(s.params, cumulative);
        return voucher(s.params, splitOf(s.bps), cumulative);
    }

    /// The first and second payee's equal parts, and the co-creator's in between.
    function splitOf(uint16 bps) internal view returns (Share[] memory split) {
        split = new Share[](3);
        split[0] = Share(earners[0], bps);
        split[1] = Share(earners[3], bps);
        split[2] = Share(earners[1], 10_000 - 2 * bps);
    }

    /// Who gets what of a cumulative amount: the rule of Splits, written out once more.
    function parts(Seen storage s, uint256 total) private view returns (uint256[4] memory part) {
        if (s.noSplit) {
            part[s.payeeIndex] = total;
            return part;
        }
        uint256 bps = s.bps;
        part[0] = total * bps / 10_000;
        part[3] = bps == 0 ? 0 : (total - part[0]) * bps / (10_000 - bps);
        part[1] = total - part[0] - part[3];
    }
}
