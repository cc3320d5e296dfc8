// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Share} from "./Types.sol";
import {SluiceErrors} from "./SluiceErrors.sol";

/// The arithmetic of splits: pure, integers only. A split is bound into the channel id by its hash.
library Splits {
    uint256 internal constant WHOLE_BPS = 10_000;
    uint256 internal constant MAX_SHARES = 16;

    /// Says why `split` cannot pay a channel whose id binds `expected`: an encoded error, empty when it can.
    function refusal(Share[] calldata split, bytes32 expected) internal view returns (bytes memory none) {
        if (split.length == 0 && expected == 0) return none;
        bytes32 presented = hash(split);
        if (presented != expected) {
            return abi.encodeWithSelector(SluiceErrors.SplitMismatch.selector, presented, expected);
        }
        if (split.length > MAX_SHARES) {
            return abi.encodeWithSelector(SluiceErrors.SplitLength.selector, split.length, MAX_SHARES);
        }
        return _shareRefusal(split);
    }

    /// The hash that a channel binds: keccak256(abi.encode(split)), or zero for no split.
    function hash(Share[] calldata split) internal pure returns (bytes32) {
        return split.length == 0 ? bytes32(0) : keccak256(abi.encode(split));
    }

    /// What a share of `bps` gains when the cumulative amount goes from `from` to `to` (T7: floors of totals, never of steps).
    function gain(uint256 from, uint256 to, uint256 bps) internal pure returns (uint256) {
        return to * bps / WHOLE_BPS - from * bps / WHOLE_BPS;
    }

    function _shareRefusal(Share[] calldata split) private view returns (bytes memory none) {
        uint256 sum;
        for (uint256 i; i < split.length; ++i) {
            address recipient = split[i].recipient;
            if (recipient == address(0) || recipient == address(this)) {
                return abi.encodeWithSelector(SluiceErrors.SplitRecipient.selector, i);
            }
            sum += split[i].bps;
        }
        if (sum == WHOLE_BPS) return none;
        return abi.encodeWithSelector(SluiceErrors.SplitSum.selector, sum, WHOLE_BPS);
    }
}
