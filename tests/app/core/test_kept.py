from __future__ import annotations

from app.core.kept import Kept


def test_given_more_things_than_are_kept_when_put_then_what_was_not_needed_for_longest_goes() -> None:
    kept: Kept[str, int] = Kept(2, 100)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def test_given_heavy_things_when_put_then_the_weight_of_all_stays_below_the_bound() -> None:
    kept: Kept[str, int] = Kept(100, 10)
    for number, key in enumerate("abcd"):
        kept.put(key, number, 4)
    assert [kept.get(key) for key in "abcd"] == [None, None, 2, 3]
    kept.put("too heavy", 9, 11)
    assert len(kept) == 0


def test_given_a_thing_put_again_when_others_come_then_its_weight_counts_once() -> None:
    kept: Kept[str, int] = Kept(100, 10)
    for number in range(10):
        kept.put("a", number, 4)
    kept.put("b", 1, 4)
    assert (kept.get("a"), kept.get("b")) == (9, 1)


def test_given_a_dropped_thing_when_others_come_then_it_is_gone_and_weighs_nothing() -> None:
    kept: Kept[str, int] = Kept(100, 10)
    kept.put("a", 1, 6)
    kept.drop("a")
    kept.drop("never there")
    kept.put("b", 2, 6)
    kept.put("c", 3, 4)
    assert [kept.get(key) for key in "abc"] == [None, 2, 3]
