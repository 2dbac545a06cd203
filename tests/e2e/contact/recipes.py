"""How the operations of contact are called."""

from calls import Call, by_id, nothing, patched, replaced
from missed import UserDeleted


def _contact(p):
    return p.contact()


RECIPES = {
    "contact.list": nothing,
    "contact.create": lambda p: Call(body={"first_name": "Of a test"}),
    "contact.get": by_id(_contact),
    "contact.replace": replaced(_contact),
    "contact.patch": patched(_contact, first_name="Another"),
    "contact.delete": by_id(_contact),
}

MISSED = {
    "contact_users": UserDeleted(lambda person, calendar: [person.contact(str(i)) for i in range(3)],
                                 "contacts WHERE owner_id = '{user}' AND deleted_at IS NULL"),
}
