"""The official storage client against the local doors, where the emulator alone would differ."""

import time

import httpx
import pytest
from storage3.exceptions import StorageApiError

PDF = {"content-type": "application/pdf"}


@pytest.fixture
def bucket(user, supabase_for):
    return supabase_for(user.token).storage.from_("resumes")


@pytest.fixture
def path(user, bucket):
    bucket.upload(f"{user.id}/one/cv.pdf", b"%PDF one", PDF)
    return f"{user.id}/one/cv.pdf"


def test_a_download_holds_every_byte(bucket, path):
    assert bucket.download(path) == b"%PDF one"


def test_a_signed_link_names_the_file_it_saves(bucket, path):
    link = bucket.create_signed_url(path, 60, {"download": "mine.pdf"})["signedURL"]

    assert 'filename="mine.pdf"' in httpx.get(link).headers["content-disposition"]


def test_a_signature_that_does_not_hold_is_the_callers_fault(bucket, path):
    link = bucket.create_signed_url(path, 1)["signedURL"]
    time.sleep(2)

    assert httpx.get(link).status_code == 400
    assert httpx.get(link + "x").json()["error"] == "InvalidJWT"


@pytest.mark.parametrize("as_form", [True, False], ids=["form", "bytes"])
def test_a_signed_upload_stores_the_file_itself(bucket, user, as_form):
    place = f"{user.id}/two/cv.pdf"
    signed = bucket.create_signed_upload_url(place)

    if as_form:
        bucket.upload_to_signed_url(signed["path"], signed["token"], b"%PDF two", PDF)
    else:
        httpx.put(signed["signed_url"], content=b"%PDF two", headers=PDF).raise_for_status()

    assert bucket.download(place) == b"%PDF two"
    assert bucket.info(place)["metadata"]["mimetype"] == "application/pdf"


def test_a_list_is_one_level_of_the_tree(bucket, path, user):
    assert [(line["name"], line["id"]) for line in bucket.list(str(user.id))] == [("one", None)]
    assert [line["name"] for line in bucket.list(f"{user.id}/one")] == ["cv.pdf"]


def test_strangers_find_no_file(path, other_user, supabase_for):
    stranger = supabase_for(other_user.token).storage.from_("resumes")

    with pytest.raises(StorageApiError, match="not found"):
        stranger.download(path)
    assert stranger.list(path.rpartition("/")[0]) == []
