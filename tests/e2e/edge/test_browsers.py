"""What the gateway tells browsers: security headers, and which origins may ask."""

from harness.people import Api
from raw import POST


def test_every_answer_has_the_security_headers(api):
    for reply in (api.get("/healthz"), api.get("/docs"), api.get("/nothing"), api.wire.raw(b"GET / HTTP/1.1\r\n\r\n"),
                  api.wire.raw(POST + b"Content-Length: 9999999\r\n\r\n")):
        assert reply.headers["X-Content-Type-Options"] == "nosniff", reply
        assert reply.headers["X-Frame-Options"] == "DENY"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Strict-Transport-Security" not in reply.headers


def preflight(port, origin):
    return Api(port).ask("OPTIONS", "/contacts", headers={
        "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"})


def cors_fields(reply):
    return {n.lower() for n in reply.headers if n.lower().startswith("access-control-")}


def test_other_origins_are_shut_out_unless_configured(stack, api):
    assert not cors_fields(preflight(stack.port, "https://a.example"))
    assert not cors_fields(api.get("/healthz", headers={"Origin": "https://a.example"}))


def test_configured_origins_may_ask_and_no_others(stack):
    with stack.another_gateway(ALMANAC_CORS_ORIGINS="https://a.example,http://b.example:8080") as another:
        for origin in ("https://a.example", "http://b.example:8080"):
            reply = preflight(another.port, origin)
            assert reply.status == 204 and reply.headers["Access-Control-Allow-Origin"] == origin
            assert "POST" in reply.headers["Access-Control-Allow-Methods"]
            assert "Authorization" in reply.headers["Access-Control-Allow-Headers"]
            reply = Api(another.port).get("/contacts", headers={"Origin": origin})
            assert reply.status == 401 and reply.headers["Access-Control-Allow-Origin"] == origin
            assert "ETag" in reply.headers["Access-Control-Expose-Headers"] and reply.headers["Vary"] == "Origin"
        for origin in ("https://a.example.evil", "http://a.example", "https://a.exampl", "null", "https://b.example:8080"):
            assert not cors_fields(preflight(another.port, origin)), origin


def test_a_star_lets_every_origin_ask(stack):
    with stack.another_gateway(ALMANAC_CORS_ORIGINS="*") as another:
        assert preflight(another.port, "https://x.example").headers["Access-Control-Allow-Origin"] == "https://x.example"
