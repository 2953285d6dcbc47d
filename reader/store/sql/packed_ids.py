"""Ids of one change as bytes: sorted, as differences, seven bits a byte, low bits first (LEB128).

So marking 100,000 items is one row of the log of about 100 kB.
"""

from collections.abc import Iterable


def pack(ids: Iterable[int]) -> bytes:
    """Pack positive ids; their order and doubles are lost."""
    packed, last = bytearray(), 0
    for number in sorted(set(ids)):
        gap, last = number - last, number
        while gap > 127:
            packed.append(gap & 127 | 128)
            gap >>= 7
        packed.append(gap)
    return bytes(packed)


def unpack(packed: bytes) -> tuple[int, ...]:
    """The ids, ascending."""
    ids: list[int] = []
    last = gap = shift = 0
    for byte in packed:
        gap |= (byte & 127) << shift
        if byte & 128:
            shift += 7
            continue
        last += gap
        ids.append(last)
        gap = shift = 0
    return tuple(ids)
