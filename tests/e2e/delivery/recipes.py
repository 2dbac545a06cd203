"""How the operations of delivery are called."""

from missed import UserDeleted

RECIPES = {}

MISSED = {"delivery_users": UserDeleted(lambda person, calendar: None, "departed WHERE owner_id = '{user}'")}
