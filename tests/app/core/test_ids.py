"""That ids are spelled as TypeID says, a letter for each five bits, whoever made the UUID."""

from __future__ import annotations

import itertools
from uuid import RFC_4122, UUID

from asyncpg.pgproto.pgproto import UUID as PostgresUUID  # noqa: N811  # a UUID of the driver's own
from hypothesis import example, given
from hypothesis import strategies as st

from app.core import ids

VALUES = {letter: value for value, letter in enumerate(ids.ALPHABET)}


def spelled(prefix: str, value: int) -> str:
    return prefix + "_" + "".join(ids.ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def read(text: str) -> tuple[str, UUID] | None:
    prefix, separator, digits = text.rpartition("_")
    if not separator or not prefix or len(digits) != 26 or digits[0] > "7" or any(digit not in VALUES for digit in digits):
        return None
    return prefix, UUID(int=sum(VALUES[digit] << 5 * place for place, digit in enumerate(reversed(digits))))


def test_given_many_at_once_when_made_then_each_is_a_uuid_of_version_7_and_greater_than_the_one_before() -> None:
    made = [ids.new_id() for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {(id_.version, id_.variant) for id_ in made} == {(7, RFC_4122)}
    steps = [after.int - before.int for before, after in itertools.pairwise(made)]
    assert len(set(steps)) > 4_990, "what comes next can't be guessed"


@given(st.integers(0, 2**128 - 1))
@example(0)
@example(2**128 - 1)
@example(2**127)
def test_given_any_uuid_when_spelled_then_each_five_bits_are_a_letter_and_it_can_be_read_again(value: int) -> None:
    text = spelled("poc", value)
    assert ids.to_text("poc", UUID(int=value)) == text
    assert ids.to_text("poc", PostgresUUID(str(UUID(int=value)))) == text
    assert ids.from_text(text) == ("poc", UUID(int=value))


@given(
    st.one_of(
        st.text(),
        st.text(alphabet=ids.ALPHABET + "ILOUilou_-+ 89\n\u0661", min_size=24, max_size=28).map("poc_".__add__),
        st.text(alphabet=ids.ALPHABET, min_size=26, max_size=26).map("_".__add__),
    )
)
@example("poc_00000000000000000000000000\n")
@example("poc_0000000000_000000000000000")
@example("a_b_00000000000000000000000000")
@example("_00000000000000000000000000")
def test_given_any_text_when_read_then_it_is_an_id_just_if_a_slow_reader_says_so(text: str) -> None:
    assert ids.from_text(text) == read(text)
