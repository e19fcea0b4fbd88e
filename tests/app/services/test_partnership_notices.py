"""Who is mailed about a partnership, in which words; nobody who may not know of it, and nothing of people's words that could harm."""

from __future__ import annotations

from app.core.runtime import Runtime
from app.models import AccessLevel, PartnershipKind, Role, Tenant, User
from app.services import partnership_changes, partnership_notices, partnership_states
from tests.app.services.partnering import BOTH, admin, place, told
from tests.partners import connect
from tests.world import World, mails


async def test_given_people_of_all_kinds_when_it_is_suspended_then_the_managing_and_the_consenting_are_mailed(world: World) -> None:
    umbrella = await connect(world)
    await admin(world, umbrella, "ann", Role.MSP_ADMIN, Role.MEMBER)
    await admin(world, umbrella, "gone", Role.MSP_ADMIN, active=False)
    await admin(world, umbrella, "ted", Role.TENANT_ADMIN, at_customer=True)
    await admin(world, umbrella, "left", Role.TENANT_ADMIN, at_customer=True, active=False)
    await admin(world, umbrella, "msp", Role.MSP_ADMIN, at_customer=True)
    await connect(world, "Other", people=("tom", "tim"))
    await partnership_states.suspend(world.actor(world.mia), umbrella.partnership.id, reason="Holidays")
    assert await told() == {"partnership_suspended": BOTH | {"ann@more.example", "ted@more.example"}}


async def test_given_a_list_of_staff_when_it_ends_then_only_who_manages_it_is_mailed(world: World) -> None:
    umbrella = await connect(world)
    viewing, away = await admin(world, umbrella, "viv", Role.MSP_ADMIN), await admin(world, umbrella, "ann", Role.MSP_ADMIN)
    await place(umbrella.record, viewing, AccessLevel.VIEW)
    await partnership_states.suspend(world.actor(umbrella.admin), umbrella.partnership.id, reason="Holidays")
    assert (await told())["partnership_suspended"] == BOTH | {viewing.email, away.email}  # nobody manages it, so all of them do
    await place(umbrella.record, world.mia, AccessLevel.MANAGE)
    await partnership_states.end(world.actor(umbrella.admin), umbrella.partnership.id, reason="Over")
    assert (await told())["partnership_ended"] == BOTH


async def test_given_more_people_than_are_mailed_when_it_is_suspended_then_those_who_came_first(runtime: Runtime, world: World) -> None:
    umbrella = await connect(world)
    for n in range(partnership_notices.MOST):
        await admin(world, umbrella, f"admin{n}", Role.MSP_ADMIN)
    await partnership_states.suspend(world.actor(umbrella.admin), umbrella.partnership.id, reason="Holidays")
    recipients = (await told())["partnership_suspended"]
    assert len(recipients) == partnership_notices.MOST + 1
    assert recipients >= BOTH
    assert f"admin{partnership_notices.MOST - 1}@more.example" not in recipients


async def test_given_words_of_people_when_mailed_then_they_are_text_and_nothing_else(world: World) -> None:
    umbrella = await connect(world)
    await Tenant.filter(id=umbrella.tenant.id).update(name="Um<b>rella")
    await Tenant.filter(id=world.northwind.id).update(name="=?UTF-8?Q?=0ABcc:_x?=")
    reason = "<script>alert(1)</script>\nSee https://evil.example"
    await partnership_states.suspend(world.actor(world.mia), umbrella.partnership.id, reason=reason)
    [one, other] = await mails()
    assert one.subject == other.subject
    assert "=?" not in one.subject
    for mail in (one, other):
        assert "<script>" not in mail.html
        assert "Um<b>rella" not in mail.html
        assert "https://evil.example" not in mail.html + mail.text
        assert "<script>alert(1)</script>\nSee" in mail.text


async def test_given_a_proposal_when_mailed_then_it_says_what_until_when_and_where_to_answer(runtime: Runtime, world: World) -> None:
    umbrella = await connect(world, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT)
    await Tenant.filter(id=umbrella.tenant.id).update(time_zone="America/New_York")
    await User.filter(id=umbrella.admin.id).update(locale="de-CH")
    change = await partnership_changes.propose(
        world.actor(world.mia), umbrella.partnership.id, kind=PartnershipKind.MSP, message="We would\nlike to."
    )
    [theirs] = await mails("uma@umbrella.example")
    [ours] = await mails("mia@northwind.example")
    for mail, subject, facts, until, why, tenant in (
        (
            theirs,
            "Northwind Cloud schlägt eine andere Art von Partnerschaft vor",
            "Jetzt: Reseller ohne Support\nVorgeschlagen: Managed Service Provider\n\nWe would\nlike to.\n",
            "Montag, 9. März 2026, 05:00 Uhr (America/New_York)",
            "weil Sie Umbrella administrieren.",
            umbrella.tenant,
        ),
        (
            ours,
            "Northwind Cloud proposes another kind of partnership",
            "Now: Reseller without support\nProposed: Managed service provider\n\nWe would\nlike to.\n",
            "Monday, 9 March 2026, 10:00 (Europe/Berlin)",
            "because you administer Northwind Cloud.",
            world.northwind,
        ),
    ):
        assert mail.subject == subject
        for said in (facts, until, why, f"{runtime.settings.link_url}/sign-in"):
            assert said in mail.text
        assert mail.tenant_id == tenant.id
    await partnership_changes.answer(world.actor(umbrella.admin), change, accept=True)
    last = (await mails("mia@northwind.example"))[-1]
    assert last.subject == "The partnership between Northwind Cloud and Umbrella is of another kind now"
    assert "Before: Reseller without support\nNow: Managed service provider\nChanged by: Umbrella\n" in last.text
