"""Which moves are possible, seen from both ends."""

from shared.tracking.stages import STATUSES, may_come_from, may_move_to


def test_both_directions_agree() -> None:
    for before in STATUSES:
        for after in STATUSES:
            if before != after:
                assert (after in may_move_to(before)) == (before in may_come_from(after))


def test_nothing_is_a_dead_end() -> None:
    for status in STATUSES:
        assert may_move_to(status)
        assert status in may_come_from(status)
        assert "archived" in [*may_move_to(status), status]
