// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ChannelSlot} from "./ChannelSlot.sol";
import {Digests} from "./Digests.sol";
import {Splits} from "./Splits.sol";
import {ChannelParams, Claim, Share} from "./Types.sol";
import {Vault} from "./Vault.sol";

/// The settling of vouchers. A claim raises `claimed` up to the reserve (I6) and credits fixed addresses only, so it does
/// not matter who sends it (T5), and an old voucher harms nobody.
///
/// Rows of a batch are checked by value and not by revert, so that a bad row costs itself only (T8). What rows in a row
/// owe to one recipient in one token is added up in memory and stored once; nothing is called in between.
abstract contract Claims is Digests, Vault {
    struct Tally {
        address recipient;
        address token;
        uint256 amount;
    }

    event Claimed(bytes32 indexed channelId, address indexed payee, uint128 claimed, uint128 delta);
    event ClaimSkipped(uint256 index, bytes32 indexed channelId, bytes4 reason);

    /// A channel's storage word, in a struct so that a reference to it can be kept.
    struct Cell {
        ChannelSlot slot;
    }

    mapping(bytes32 channelId => Cell) internal _channels;

    /// Settles one voucher, or reverts with the reason. Anyone may send it, until the channel is closed.
    function claim(Claim calldata c) external {
        Tally memory tally;
        bytes32 domain = _domainSeparatorV4();
        bytes memory refusal = _claim(tally, domain, _channelId(domain, c.params), c);
        if (refusal.length != 0) _revertWith(refusal);
        _store(tally);
    }

    /// Settles many vouchers; a bad one is skipped with `ClaimSkipped` and the selector of its error (T8).
    function claimBatch(Claim[] calldata claims) external {
        Tally memory tally;
        bytes32 domain = _domainSeparatorV4();
        for (uint256 i; i < claims.length; ++i) {
            Claim calldata c = claims[i];
            bytes32 id = _channelId(domain, c.params);
            bytes memory refusal = _claim(tally, domain, id, c);
            if (refusal.length != 0) emit ClaimSkipped(i, id, bytes4(refusal));
        }
        _store(tally);
    }

    /// Settles a claim and returns nothing, or changes nothing and returns the encoded error.
    function _claim(Tally memory tally, bytes32 domain, bytes32 id, Claim calldata c)
        private
        returns (bytes memory refusal)
    {
        Cell storage cell = _channels[id];
        ChannelSlot slot = cell.slot;
        uint128 cumulative = c.cumulativeAmount;
        uint104 claimed = slot.claimed();
        if (cumulative <= claimed || cumulative > slot.reserve()) return _amountRefusal(id, slot, cumulative);
        Share[] calldata split = c.split;
        refusal = Splits.refusal(split, c.params.splitHash);
        if (refusal.length != 0) return refusal;
        // The signature comes last: it costs most.
        address recovered = _recover(_voucherDigest(domain, id, cumulative), c.signature);
        if (recovered != c.params.signer) return _signerRefusal(recovered, c.params.signer);
        cell.slot = slot.withClaimed(uint104(cumulative));
        address payee = c.params.payee;
        emit Claimed(id, payee, cumulative, cumulative - claimed);
        if (split.length == 0) _add(tally, payee, c.params.token, cumulative - claimed);
        else _addShares(tally, split, c.params.token, claimed, cumulative);
    }

    /// Which error an amount deserves. Unknown and closed channels have nothing left between `claimed` and the reserve,
    /// so the comparison that leads here refuses them too.
    function _amountRefusal(bytes32 id, ChannelSlot slot, uint128 cumulative) private pure returns (bytes memory) {
        if (slot.isUnknown()) return abi.encodeWithSelector(UnknownChannel.selector, id);
        if (slot.isClosed()) return abi.encodeWithSelector(ChannelClosed.selector, id);
        if (cumulative <= slot.claimed()) {
            return abi.encodeWithSelector(NotAboveClaimed.selector, cumulative, slot.claimed());
        }
        return abi.encodeWithSelector(AboveReserve.selector, cumulative, slot.reserve());
    }

    function _signerRefusal(address recovered, address expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(WrongSigner.selector, recovered, expected);
    }

    /// Adds to each recipient the difference of its totals before and after, so that no dust stays behind (T7).
    function _addShares(Tally memory tally, Share[] calldata split, address token, uint256 from, uint256 to) private {
        uint256 left = Splits.WHOLE_BPS;
        for (uint256 i; i < split.length; ++i) {
            uint256 bps = split[i].bps;
            uint256 had = Splits.part(from, bps, left);
            uint256 due = Splits.part(to, bps, left);
            _add(tally, split[i].recipient, token, due - had);
            (from, to, left) = (from - had, to - due, left - bps);
        }
    }

    function _add(Tally memory tally, address recipient, address token, uint256 amount) private {
        if (tally.recipient != recipient || tally.token != token) {
            _store(tally);
            (tally.recipient, tally.token, tally.amount) = (recipient, token, amount);
        } else {
            tally.amount += amount;
        }
    }

    function _store(Tally memory tally) private {
        if (tally.amount != 0) credits[tally.recipient][tally.token] += tally.amount;
    }

    /// The signer, or zero when the signature is malformed: not 65 bytes, v not 27 or 28, high s (T2).
    function _recover(bytes32 digest, bytes calldata signature) internal pure returns (address recovered) {
        (recovered,,) = ECDSA.tryRecoverCalldata(digest, signature);
    }

    function _revertWith(bytes memory refusal) private pure {
        assembly ("memory-safe") {
            revert(add(refusal, 32), mload(refusal))
        }
    }
}
