// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// What every prototype does alike: check a signature of 64 bytes (EIP-2098), and send coins.
abstract contract Signed {
    error BadSignature(address recovered);
    error NothingNew(uint256 cumulative, uint256 claimed);
    error NotPayer(address caller);
    error TooEarly(uint256 exitAt);
    error TransferFailed(address to);

    function _requireSigned(address signer, bytes32 digest, bytes32 r, bytes32 vs) internal pure {
        address recovered = _recover(digest, r, vs);
        if (recovered != signer || recovered == address(0)) revert BadSignature(recovered);
    }

    function _recover(bytes32 digest, bytes32 r, bytes32 vs) internal pure returns (address) {
        bytes32 s = vs & bytes32(uint256(type(int256).max));
        return ecrecover(digest, uint8(uint256(vs >> 255)) + 27, r, s);
    }

    function _send(address to, uint256 amount) internal {
        (bool done,) = to.call{value: amount}("");
        if (!done) revert TransferFailed(to);
    }
}
