"""What the mails about a partnership say in each case."""

from __future__ import annotations

import pytest

from app.mail import partnership_messages
from app.mail.partnership_messages import Between, Reader
from tests.app.mail.every_mail import AFTER, BEFORE, partnership


@pytest.mark.parametrize(("reason", "said"), [(None, ""), ("Too much.\n\nOf it all.", "Too much.\n\nOf it all.\n\n")])
def test_given_a_reason_or_none_when_a_partnership_ends_then_its_lines_stand_there_or_no_gap(reason: str | None, said: str) -> None:
    between = Between("Northwind", "Umbrella", "Umbrella", "Northwind")
    reader = Reader("jane@acme.example", "en", "Umbrella", "Europe/Berlin")
    message = partnership_messages.partnership_ended(reader, between, reason=reason)
    assert message.text == (
        "Hello,\n\nthe partnership between Northwind and Umbrella has ended; Umbrella ended it.\n\n"
        f"{said}Northwind has no access to Umbrella any more, and what it shared is gone. No setting of Umbrella was touched.\n\n"
        "You get this mail because you administer Umbrella.\n"
    )
    assert ('class="quote"' in message.html) is (reason is not None)
    assert (
        '<p class="quiet" style="margin:0;font-size:13px;color:#5a6675">You get this mail because you administer Umbrella.</p>'
        in message.html
    )


def test_given_a_partnership_of_another_kind_when_mailed_then_it_says_what_has_ended_only_where_something_has() -> None:
    grown, shrunk = (
        partnership_messages.partnership_kind_changed(*partnership("Words"), before=BEFORE, after=AFTER, ends=ends)
        for ends in (False, True)
    )
    assert "Before: Reseller with support\nNow: Managed service provider\nChanged by: Words\n" in grown.text
    assert ("has ended" in grown.text, "has ended: integrations" in shrunk.text) == (False, True)


def test_given_one_side_or_both_when_a_partnership_is_resumed_then_it_holds_or_waits() -> None:
    again, waiting = (partnership_messages.partnership_resumed(*partnership("Words"), waits=waits) for waits in (False, True))
    assert "It holds again, as it did before.\n" in again.text
    assert "It stays suspended until Words resumes it, too.\n" in waiting.text
