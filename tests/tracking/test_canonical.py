"""One address per posting, whichever link led to it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.tracking.canonical import canonical_url, linkedin_id

LINKEDIN = "https://linkedin.com/jobs/view/3987654321"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.linkedin.com/jobs/view/senior-python-at-acme-3987654321/?refId=x&trk=y", LINKEDIN),
        ("https://de.linkedin.com/jobs/search/?currentJobId=3987654321&keywords=x", LINKEDIN),
        ("linkedin.com/jobs/view/3987654321", LINKEDIN),
        ("HTTP://Acme.Example:80/Jobs/42/?utm_source=a&b=2&a=1#apply", "https://acme.example/Jobs/42?a=1&b=2"),
        ("https://boards.greenhouse.io/acme/jobs/123?gh_src=1", "https://boards.greenhouse.io/acme/jobs/123"),
        ("https://acme.example/jobs?gh_jid=55&gh_src=2", "https://acme.example/jobs?gh_jid=55"),
        ("https://www.indeed.com/jobs?q=nurse&vjk=abc", "https://indeed.com/viewjob?jk=abc"),
        ("https://de.indeed.com/viewjob?jk=abc&from=serp", "https://de.indeed.com/viewjob?jk=abc"),
        ("https://acme.example/#/job/12", "https://acme.example#/job/12"),
        ("https://münchen.example/stelle/ä", "https://xn--mnchen-3ya.example/stelle/%C3%A4"),
        ("https://acme.example/a%2fb/%7Ex/../y//z/.", "https://acme.example/a%2Fb/y/z"),
        ("acme.example:8080/job/1", "https://acme.example:8080/job/1"),
        ("https://user:secret@acme.example/job/1", "https://acme.example/job/1"),
        ("https://www.acme.example/job/1?position=", "https://acme.example/job/1"),
        ("https://[2001:DB8::1]/job/1", "https://[2001:db8::1]/job/1"),
    ],
)
def test_links_to_one_posting_share_an_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    ["https://acme.example", "https://acme.example/careers/", "https://acme.example/en/jobs?utm_source=x",
     "https://boards.greenhouse.io/acme", "https://jobs.lever.co/acme", "javascript:alert(1)", "mailto:a@b.example", "",
     "see e-mail", "ftp://acme.example/job/1", "https://", "https://acme.example:99999/job", "https://[::1/job",
     "https://acme.example/" + "x" * 3000],
)  # fmt: skip
def test_what_many_postings_share_or_none_has_is_no_address(url: str) -> None:
    assert canonical_url(url) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://acme.example/job/1", "https://acme.example/job/2"),
        ("https://acme.example/apply?jobId=1", "https://acme.example/apply?jobId=2"),
        ("https://acme.example/apply?position=nurse", "https://acme.example/apply?position=cook"),
        ("https://acme.example/#/job/1", "https://acme.example/#/job/2"),
        ("https://acme.example/a%2Fb", "https://acme.example/a/b"),
        ("https://linkedin.com/jobs/view/3987654321", "https://linkedin.com/jobs/view/3987654322"),
    ],
)
def test_different_postings_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


NAMES = st.text(st.characters(codec="utf-8"), max_size=12)
URLS = st.one_of(
    st.text(max_size=80),
    st.builds(
        lambda host, path, query, fragment: f"https://{host}/{path}?{query}#{fragment}",
        st.from_regex(r"[A-Za-z0-9.äéß-]{1,20}\.[a-z]{2,4}", fullmatch=True),
        st.text(alphabet="abc/%.AF29 ~äé:@;&=+", max_size=20),
        st.text(alphabet="abc=&;%25+utm_ä#?", max_size=20),
        st.text(alphabet="/!abc%2ä", max_size=10),
    ),
)


@given(URLS)
@example("https://a.example/%2525?%26=%2525")
@example("http://www.www.a.example/x")
def test_a_canonical_address_is_its_own(url: str) -> None:
    once = canonical_url(url)
    if once is not None:
        assert canonical_url(once) == once
        assert once.isascii()
        assert len(once) <= 2048


@given(
    st.sampled_from(["utm_source", "UTM_Campaign", "trk", "gclid", "ref", "fbclid"]),
    st.from_regex(r"\w{0,9}", fullmatch=True),
)
def test_tracking_changes_nothing(name: str, value: str) -> None:
    plain = "https://acme.example/job/1?id=7"
    assert canonical_url(f"{plain}&{name}={value}") == canonical_url(plain)


def test_an_id_is_linkedins_alone() -> None:
    assert linkedin_id("https://linkedin.com/jobs/view/3987654321") == "3987654321"
    assert linkedin_id("https://notlinkedin.com/jobs/view/3987654321") is None
    assert linkedin_id("https://linkedin.com/in/someone-3987654321") is None
