// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Share} from "./Types.sol";
import {SluiceErrors} from "./SluiceErrors.sol";

/// The arithmetic of splits: pure, integers only. A split is bound into the channel id by its hash.
///
/// A cumulative amount is shared out in order: each recipient gets floor(rest * bps / bps not yet served) of what those
/// before it left over, so the last gets all that remains. These totals add up to the amount, depend on it alone and not
/// on the claims that led to it, and none of them ever falls when it rises, because x - floor(x * b / w) never falls for
/// b <= w. (Were every floor taken of the whole amount, the last total could fall: 5000, 5000, 0 from 1 to 2.)
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

    /// The part of `total` for a share of `bps` when `left` basis points have not had theirs yet.
    function part(uint256 total, uint256 bps, uint256 left) internal pure returns (uint256) {
        return bps == 0 ? 0 : total * bps / left;
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
