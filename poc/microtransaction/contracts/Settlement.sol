// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// Channels that close by a voucher, a tick of a hash chain or a leaf of a payment tree. All that differs is the proof,
/// so that differences in gas are the price of the proof. A prototype: it has no exit for the payer.
contract Settlement {
    struct Channel {
        address payer;
        uint96 price;
        address signer;
        address payee;
        uint96 deposit;
    }

    /// What a batch was anchored by: r, s and v sign (channel, base, root, length).
    struct Anchor {
        uint256 base;
        bytes32 root;
        uint256 length;
        bytes32 r;
        bytes32 s;
        uint8 v;
    }

    error Refused();

    bytes32 private constant VOUCHER = keccak256("Voucher(bytes32 channel,uint256 slices)");
    bytes32 private constant ANCHOR = keccak256("Anchor(bytes32 channel,uint256 base,bytes32 root,uint256 length)");
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    bytes32 public immutable domain = keccak256(abi.encode(block.chainid, address(this)));
    mapping(bytes32 id => Channel) public channels;

    /// Puts money behind what `signer` will sign for `payee`, at `price` wei a slice.
    function open(address signer, address payee, uint96 price, bytes32 salt) external payable {
        bytes32 id = keccak256(abi.encode(msg.sender, signer, payee, price, salt));
        if (channels[id].payer != address(0)) revert Refused();
        channels[id] = Channel(msg.sender, price, signer, payee, uint96(msg.value));
    }

    function closeVoucher(bytes32 id, uint256 slices, bytes32 r, bytes32 s, uint8 v) external {
        _requireSigner(id, keccak256(abi.encode(VOUCHER, id, slices)), r, s, v);
        _close(id, slices);
    }

    /// The `n`-th tick gives the root after `n` hashes.
    function closeTick(bytes32 id, Anchor calldata anchor, uint256 n, bytes32 tick) external {
        _requireAnchor(id, anchor, n);
        assembly ("memory-safe") {
            mstore(0, tick)
            for { let i := n } i { i := sub(i, 1) } { mstore(0, keccak256(0, 32)) }
            tick := mload(0)
        }
        if (tick != anchor.root) revert Refused();
        _close(id, anchor.base + n);
    }

    /// The `n`-th leaf, counted from one, with its siblings from the bottom up.
    function closeLeaf(bytes32 id, Anchor calldata anchor, uint256 n, bytes32 secret, bytes32[] calldata path) external {
        _requireAnchor(id, anchor, n);
        if (1 << path.length != anchor.length) revert Refused();
        bytes32 node = keccak256(abi.encodePacked(uint8(0), secret));
        uint256 place = n - 1;
        for (uint256 i; i < path.length; ++i) {
            node = place & 1 == 0
                ? keccak256(abi.encodePacked(uint8(1), node, path[i]))
                : keccak256(abi.encodePacked(uint8(1), path[i], node));
            place >>= 1;
        }
        if (node != anchor.root) revert Refused();
        _close(id, anchor.base + n);
    }

    function _requireAnchor(bytes32 id, Anchor calldata a, uint256 n) private view {
        if (n == 0 || n > a.length) revert Refused();
        _requireSigner(id, keccak256(abi.encode(ANCHOR, id, a.base, a.root, a.length)), a.r, a.s, a.v);
    }

    function _requireSigner(bytes32 id, bytes32 structHash, bytes32 r, bytes32 s, uint8 v) private view {
        if (uint256(s) > HALF_ORDER) revert Refused();
        address signer = ecrecover(keccak256(abi.encodePacked(hex"1901", domain, structHash)), v, r, s);
        if (signer == address(0) || signer != channels[id].signer) revert Refused();
    }

    function _close(bytes32 id, uint256 slices) private {
        Channel memory c = channels[id];
        uint256 due = slices * c.price;
        if (due > c.deposit) revert Refused();
        delete channels[id];
        _send(c.payee, due);
        if (due < c.deposit) _send(c.payer, c.deposit - due);
    }

    function _send(address to, uint256 amount) private {
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert Refused();
    }
}
