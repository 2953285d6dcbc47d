"""Targets of a change as bytes."""

import random

from hypothesis import given
from hypothesis import strategies as st

from reader.store.sql.packed_ids import pack, unpack


@given(st.sets(st.integers(1, 2**62)))
def test_ids_come_back_sorted(ids):
    assert unpack(pack(ids)) == tuple(sorted(ids))


def test_marking_a_hundred_thousand_items_is_small():
    chance = random.Random(1)
    scattered = chance.sample(range(1, 2_000_000), 100_000)
    assert len(pack(range(1, 100_001))) <= 100_000
    assert len(pack(scattered)) < 300_000
