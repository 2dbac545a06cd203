"""How the operations of calendar are called."""

from calls import Call, by_id, nothing, patched, replaced
from harness.people import Person
from mails import verified
from missed import UserDeleted
from things import SharedCalendar


def _calendar(p):
    return p.calendar()


def _public(p):
    return p.calendar(is_public=True)


def _somebody(p):
    return Person(p.wire.port, p.contract, "Somebody")


def _member(body=None):
    """Of one who is another than the owner."""
    def call(p):
        calendar, other = SharedCalendar(p), _somebody(p)
        calendar.let(other, "viewer")
        return Call({"id": calendar.id, "user_id": other.id}, body=body)
    return call


def _share(p):
    calendar = SharedCalendar(p)
    return Call({"id": calendar.id}, body={"email": verified(_somebody(p)).email, "role": "editor"}, made_at=f"{calendar.path}/members")


def _offer(owner, member):
    calendar = SharedCalendar(owner)
    calendar.let(member, "viewer")
    assert owner.post(f"{calendar.path}/transfer", {"user_id": member.id}).status == 200
    return calendar


def _transfer(p):
    calendar, other = SharedCalendar(p), _somebody(p)
    calendar.let(other, "viewer")
    return Call({"id": calendar.id}, body={"user_id": other.id}, made_at="/calendars")


def _offered_by(p):
    return Call({"id": _offer(p, _somebody(p)).id})


def _offered_to(p):
    return Call({"id": _offer(_somebody(p), p).id}, made_at="/calendars")


RECIPES = {
    "calendar.list": nothing,
    "calendar.create": lambda p: Call(body={"name": "of a test"}),
    "calendar.get": by_id(_calendar),
    "calendar.replace": replaced(_calendar),
    "calendar.patch": patched(_calendar, name="another"),
    "calendar.delete": by_id(_calendar),
    "calendar.share": _share,
    "calendar.member_list": by_id(_calendar),
    "calendar.member_get": _member(),
    "calendar.member_patch": _member({"role": "editor"}),
    "calendar.member_remove": _member(),
    "calendar.display_get": by_id(_calendar),
    "calendar.display_replace": lambda p: Call({"id": _calendar(p)["id"]}, body={"name": "Mine", "color": "#33B679", "position": 3}),
    "calendar.public_token": lambda p: Call({"id": _public(p)["id"]}, made_at="/calendars"),
    "calendar.public_get": lambda p: Call({"token": _public(p)["public_token"]}),
    "calendar.transfer_get": _offered_by,
    "calendar.transfer": _transfer,
    "calendar.transfer_withdraw": _offered_by,
    "calendar.transfer_accept": _offered_to,
    "calendar.transfer_decline": _offered_to,
}

MISSED = {
    "calendar_users": UserDeleted(lambda person, calendar: person.calendar("Another"),
                                  "calendars WHERE owner_id = '{user}' AND deleted_at IS NULL",
                                  "calendar_members WHERE user_id = '{user}' AND left_at IS NULL"),
}
