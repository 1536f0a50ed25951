"""What the REST and Auth doors answer where the emulator alone would answer otherwise than a hosted project."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx
import pytest
from postgrest.exceptions import APIError

from tests.conftest import Database

SETUP = """
    create table public.door_rows (
        id bigint generated always as identity primary key,
        secret text default 'hidden',
        amount numeric(12, 2) default 12.50 check (amount > 0),
        made timestamptz default '2026-11-23 00:19:41.706325+00'
    );
    create function public.door_echo(value jsonb) returns text language sql as $$ select jsonb_typeof(value) $$;
    create function public.door_raise(code text) returns void language plpgsql as $$
        begin raise exception 'refused' using errcode = code, hint = 'a hint', detail = 'a detail'; end $$;
    create function public.door_role() returns text language sql as $$ select current_user::text $$;
    create function public.door_sleep() returns void language sql as $$ select pg_sleep(20) $$;
    grant insert, select (id, amount, made) on public.door_rows to authenticated;
    grant execute on function public.door_echo, public.door_raise, public.door_role, public.door_sleep
        to anon, authenticated, service_role;
"""
TEARDOWN = """
    drop table public.door_rows;
    drop function public.door_echo, public.door_raise, public.door_role, public.door_sleep;
"""


@pytest.fixture(scope="module", autouse=True)
def rows(connection, stack) -> Iterator[None]:
    """A table and functions that only these tests need."""
    database: Database = connection[0]
    database.sql(SETUP)
    reload(stack)
    yield
    database.sql(TEARDOWN)
    reload(stack)


def reload(stack):
    root = stack.supabase_url.partition("/t/")[0]
    httpx.post(f"{root}/_dev/reload", headers={"apikey": stack.secret_key}).raise_for_status()


@pytest.fixture
def client(db, user, supabase_for):
    return supabase_for(user.token)


@pytest.fixture(autouse=True)
def no_rows(db):
    yield
    db.sql("delete from public.door_rows")


def test_a_jsonb_argument_arrives_as_it_was_sent(client):
    assert client.rpc("door_echo", {"value": {"x": [1]}}).execute().data == "object"


@pytest.mark.parametrize(
    ("code", "status"),
    [("P0001", 400), ("23514", 400), ("23505", 409), ("28000", 403), ("40001", 500), ("53300", 503), ("ZZ001", 400)],
)
def test_what_sql_raises_keeps_its_code_and_words(stack, user, bearer, code, status):
    answer = httpx.post(
        f"{stack.supabase_url}/rest/v1/rpc/door_raise",
        json={"code": code},
        headers=bearer(user) | {"apikey": stack.publishable_key},
    )

    assert (answer.status_code, answer.json()["code"], answer.json()["message"]) == (status, code, "refused")


def test_a_refused_row_names_its_constraint(client):
    with pytest.raises(APIError) as refused:
        client.table("door_rows").insert({"amount": -1}, returning="minimal").execute()

    assert refused.value.code == "23514"


def test_times_and_numbers_come_as_a_hosted_project_sends_them(client):
    client.table("door_rows").insert({"amount": 12.5}, returning="minimal").execute()

    row = client.table("door_rows").select("amount, made").execute().data[0]

    assert row["amount"] == 12.5
    assert row["made"] == "2026-11-23T00:19:41.706325+00:00"
    assert datetime.fromisoformat(row["made"]).utcoffset() == timedelta(0)


def test_a_hidden_column_stays_hidden(client):
    client.table("door_rows").insert({"amount": 12.5}, returning="minimal").execute()

    for columns in ("*", "secret"):
        with pytest.raises(APIError) as denied:
            client.table("door_rows").select(columns).execute()
        assert denied.value.code == "42501"


def test_a_table_without_grants_is_closed_to_anonymous_callers(supabase_for):
    with pytest.raises(APIError) as denied:
        supabase_for(None).table("door_rows").select("id").execute()

    assert denied.value.code == "42501"


@pytest.mark.parametrize("role", ["postgres", "supabase_admin", "no such role"])
def test_a_token_cannot_name_any_other_role(db, supabase_for, mint_token, role):
    token = mint_token(sub="8f9d8a2e-4a53-4c2f-9a3e-0a6f6b1d2c3e", role=role)

    assert supabase_for(token).rpc("door_role").execute().data == "anon"


def test_a_slow_statement_is_ended(supabase_for):
    with pytest.raises(APIError) as ended:
        supabase_for(None).rpc("door_sleep").execute()

    assert ended.value.code == "57014"


def test_no_key_is_no_key_to_everything(stack):
    assert httpx.get(f"{stack.supabase_url}/rest/v1/door_rows").status_code == 401


def test_people_can_sign_up_and_in(db, supabase_for):
    client = supabase_for(None)
    made = client.auth.sign_up({"email": "new@example.org", "password": "a long enough one"})
    session = client.auth.sign_in_with_password({"email": "new@example.org", "password": "a long enough one"}).session

    assert session is not None
    assert made.user is not None
    assert db.value("select id from auth.users") == db.value("select $1::uuid", made.user.id)
    assert session.user.id == made.user.id


def test_the_management_doors_ask_for_the_secret_key(stack):
    root = stack.supabase_url.partition("/t/")[0]

    assert httpx.post(f"{root}/_dev/reload", headers={"apikey": stack.publishable_key}).status_code == 401
