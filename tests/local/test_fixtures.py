"""The fixtures that all other tests stand on."""

import httpx
import pytest
from pg8000.exceptions import DatabaseError


def test_a_user_reads_as_themselves(db, user):
    assert db.value("select auth.uid()", user=user) == user.id
    assert db.value("select auth.uid()", role="anon") is None


def test_a_role_lasts_one_statement(db, user):
    db.sql("select 1", role="anon")

    assert db.value("select current_user") == "postgres"


def test_a_failed_statement_leaves_the_connection_usable(db, user):
    with pytest.raises(DatabaseError) as denied:
        db.sql("select * from auth.users", role="anon")

    assert denied.value.args[0]["C"] == "42501"
    assert db.value("select 1") == 1


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_finds_no_rows_of_the_one_before(db, user, turn):
    assert db.value("select count(*) from auth.users") == 1


def test_arguments_come_as_their_types(db):
    row = db.sql("select $1::jsonb as a, $2::text[] as b, $3::uuid is null as c", {"x": [1]}, ["p", "q"], None)

    assert row == [{"a": {"x": [1]}, "b": ["p", "q"], "c": True}]


def test_the_official_client_is_the_person(db, supabase_for, user, other_user):
    assert supabase_for(user.token).auth.get_user(user.token).user.id == str(user.id)
    assert supabase_for(other_user.token) is supabase_for(other_user.token)


def test_text_messages_are_read_per_test(sent_texts, moto, environment):
    body = {"Action": "Publish", "PhoneNumber": "+15555550123", "Message": "Hello", "Version": "2010-03-31"}
    scope = "local/20260101/us-east-1/sns/aws4_request"
    signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none"}
    assert sent_texts() == []

    httpx.post(moto, data=body, headers=signed).raise_for_status()

    assert [(text["phone_number"], text["message"]) for text in sent_texts()] == [("+15555550123", "Hello")]
