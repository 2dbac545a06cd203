"""How the operations of the feed are called."""

from calls import Call, nothing

RECIPES = {
    "feed.read": nothing,
    "feed.socket": lambda p: Call(streams=True),
}
