"""What must not be known: files that only their owner reads, logs without secrets, roles without power."""

import pathlib
import re
import subprocess

import pytest

from harness import secrets
from harness.contract import new_id
from harness.stack import OURS, ROOT, wait_until
from mails import token_of

SERVICES = tuple(name for name in OURS if name != "gateway")


def environment_of(stack, name):
    return pathlib.Path(f"/proc/{stack.pid(name)}/environ").read_text(errors="replace")


# ------------------------------------------------------------------ files


def test_secrets_are_made_for_their_owner_alone(stack):
    folder = stack.var / "secrets"
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert len(files) > 10 and any(p.suffix == ".pem" for p in files) and any(p.suffix == ".creds" for p in files)
    owner = folder.stat().st_uid
    for p in (folder, *folder.rglob("*")):
        assert p.stat().st_mode & 0o077 == 0 and p.stat().st_uid == owner, p


def test_the_repository_holds_none():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    secret = re.compile(rb"-----BEGIN [A-Z ]*(PRIVATE KEY|NKEY SEED|USER JWT)-----\r?\n[A-Za-z0-9+/=_-]{16}|\bcal_[A-Za-z0-9_-]{43}\b|\bwhsec_[A-Za-z0-9+/]{43}=")
    assert [n for n in names if (ROOT / n).is_file() and secret.search((ROOT / n).read_bytes())] == []


def test_a_process_is_given_its_own_secrets_only(stack):
    passwords = {p.stem: p.read_text().strip() for p in (stack.var / "secrets").glob("*.pg")}
    assert set(SERVICES) <= set(passwords), passwords.keys()
    for name in OURS:
        told = environment_of(stack, name)
        assert [s for s, password in passwords.items() if password in told] == ([name] if name in SERVICES else [])


# ------------------------------------------------------------------ logs


def test_a_secret_in_a_log_is_found(tmp_path):
    """The judge that looks through the logs of every stack when it is removed."""
    secrets.note_request("/auth/login", b'{"email": "judged.by.name@example.org", "password": "judged \\u00fc passw0rd"}',
                         [("Authorization", "Bearer head.judged-claims.judged-signature"), ("X-API-Key", "cal_judged-key")])
    secrets.note_request("/auth/verify-email", b'{"token": "judged-token-of-a-mail"}', [])
    secrets.note_answer(b'{"refresh_token": "judged-refresh-token"}')
    log = tmp_path / "some.log"
    for word in ("judged.by.name@example.org", "passw0rd", "judged-claims", "judged-signature", "cal_judged-key",
                 "judged-refresh-token", "judged-token-of-a-mail"):
        log.write_text(f"at=now event=x why=\"{word}\"\n")
        assert secrets.leaks([log]), word
    log.write_text("at=now event=x user=01a1fd18-8d8f-7ab8-b4cf-48cfc9a59bd0\n")
    assert secrets.leaks([log]) == []


def test_a_value_that_the_database_refuses_is_not_in_its_log(ada, api, stack):
    new = f"taken.{new_id()}@example.org"
    assert ada.patch("/users/me", {"email": new}).status == 200
    token = token_of(ada, "change_email_new")
    assert api.patiently(lambda: api.post("/auth/register", {"email": new, "password": ada.password})).status == 201
    assert api.post("/auth/change-email/confirm", {"token": token}).code == "email_taken"
    text = wait_until("the refusal in the log",
                      lambda: "users_email" in (t := (stack.var / "log/postgres.log").read_text(errors="replace")) and t)
    assert new not in text


# ------------------------------------------------------------------ roles of the database


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_s_role_owns_its_own_tables_and_nothing_else(stack, service):
    role = f"almanac_{service}"
    assert stack.sql(service, "SELECT current_user") == role
    assert stack.sql(service, "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls "
                              "FROM pg_roles WHERE rolname = current_user") == "f"
    assert stack.sql(service, "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member "
                              "WHERE r.rolname = current_user") == "0", "member of no other role"
    assert stack.sql(service, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner <> current_user") == "0"
    assert int(stack.sql(service, "SELECT count(*) FROM pg_tables WHERE tableowner = current_user")) >= 4
    assert stack.sql(service, "SELECT string_agg(datname, ',') FROM pg_database "
                              "WHERE datallowconn AND has_database_privilege(datname, 'CONNECT')") == role, "its own database alone"
    for other in SERVICES:
        there = stack.conninfo(service).replace(f"@/{role}", f"@/almanac_{other}")
        asked = subprocess.run(["psql", "-X", "-c", "SELECT 1", there], capture_output=True, text=True)
        assert asked.returncode == 0 if other == service else "permission denied" in asked.stderr, (other, asked)


def test_no_superuser_is_connected_after_the_migration(stack):
    """Only services have connections, each as its own role."""
    users = stack.sql("auth", "SELECT DISTINCT usename FROM pg_stat_activity WHERE usename IS NOT NULL AND usename LIKE 'almanac%' "
                              "ORDER BY 1").split()
    assert users == sorted(f"almanac_{s}" for s in SERVICES)
    assert stack.sql("auth", "SELECT count(*) FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid "
                             "WHERE r.rolsuper AND a.datname IS NOT NULL") == "0"


@pytest.mark.parametrize("name", OURS)
def test_no_process_of_ours_may_gain_more(stack, name):
    """Nothing was started with the superuser's password, as root, or with what root may."""
    status = pathlib.Path(f"/proc/{stack.pid(name)}/status").read_text()
    assert "ALMANAC_POSTGRES" not in environment_of(stack, name)
    assert re.search(r"^Uid:\s+([1-9]\d*)\s+\1\s+\1\s+\1$", status, re.M), status
    assert re.search(r"^CapEff:\s+0+$", status, re.M), status
