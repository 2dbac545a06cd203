"""The pages that links in mails lead to: complete, from this origin alone, kept by nobody, usable without a mouse.

What they do in a browser: tests/browser/mail_pages.
"""

import html.parser
import re

import pytest

PAGES = {"verify-email": ["/auth/verify-email"], "reset-password": ["/auth/reset-password"], "stop": ["/mails/stop"],
         "change-email": ["/auth/change-email/confirm", "/auth/change-email/refuse"]}
PARTS = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}


class Page(html.parser.HTMLParser):
    def __init__(self, reply):
        super().__init__()
        self.tags = []
        self.feed(reply.body.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def check_head(reply, kind):
    policy = dict(part.strip().partition(" ")[::2] for part in reply.headers["Content-Security-Policy"].split(";"))
    assert (reply.status, reply.headers["Content-Type"]) == (200, kind)
    assert policy == {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'",
                      "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"}
    assert reply.headers["Cache-Control"] == "no-store" and reply.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(api, name):
    reply = api.get(f"/mail/{name}")
    page = Page(reply)
    check_head(reply, "text/html; charset=utf-8")
    assert page.all("html") == [{"lang": "en"}] and len(page.all("h1")) == len(page.all("title")) == 1
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    assert [b["data-path"] for b in page.all("button")] == PAGES[name]
    assert not any(set(attrs) & {"style", "onclick", "action", "srcset"} for _, attrs in page.tags)
    labels = {attrs.get("for") for attrs in page.all("label")}
    assert all(attrs["id"] in labels for attrs in page.all("input") if attrs["type"] != "checkbox")
    assert [a for _, a in page.tags if a.get("role") == "status"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_what_is_there_and_nothing_else(api, name):
    page = Page(api.get(f"/mail/{name}"))
    loaded = [attrs[key] for _, attrs in page.tags for key in ("src", "href") if key in attrs]
    assert sorted(loaded) == ["/mail/page.css", "/mail/page.js"]
    for path in loaded:
        reply = api.get(path)
        check_head(reply, PARTS[path.rpartition("/")[2]])
        assert not re.search(rb"https?:|url\(|import|eval|innerHTML|cookie|localStorage", reply.body)


def test_pages_are_read_alone(api):
    for name in PAGES:
        reply = api.post(f"/mail/{name}", {"token": "t"}, check=False)
        assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert api.get("/mail/nothing", check=False).status == 404
    assert api.get("/mail/", check=False).status == 404
