"""image_search: the catalogue knows its own pictures again, and Lens is asked as its two providers want to be asked."""

import asyncio
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageEnhance

from scripts import seed_catalogue
from shared.config import Settings, settings
from shared.searches.kinds.image_search import KIND, ImageSearch
from shared.searches.plan import picture_steps
from shared.sources import serpapi, serper
from shared.sources.fault import SourceFault
from shared.sources.guard import Fetched, Refused, Unreachable
from shared.sources.picture import NotAPicture, look
from shared.sources.shops import fits, is_shop, stem
from shared.store.search_files import put_file
from tests.searches.world import World
from tests.sources.internet import Asked, Internet, Says, internet

ROOT = Path(__file__).parents[2]
PRODUCTS = seed_catalogue.products()
PICTURES = [seed_catalogue.draw(item, number) for number, item in enumerate(PRODUCTS)]


class Given:
    """A guard that has one picture, or one thing to say."""

    def __init__(self, says: bytes | Exception) -> None:
        self.says = says

    async def fetch(self, url: str) -> Fetched:
        if isinstance(self.says, Exception):
            raise self.says
        return Fetched(self.says, "image/png")


@pytest.fixture
def catalogue(db: Any) -> None:
    db.sql((ROOT / "supabase/seed.sql").read_text(encoding="utf-8"))


def search(
    world: World,
    work: Callable[..., Any],
    says: bytes | Exception,
    categories: list[str],
    steps: list[str] | None = None,
) -> tuple[Any, dict[str, Any]]:
    job_id = world.start(
        kind="image_search",
        categories=categories,
        original_image_url="https://pictures.example/a.png",
        request={"steps": steps or picture_steps(categories, Settings())},
    )
    kind = ImageSearch(Given(says))  # type: ignore[arg-type]
    return work(job_id, kind), world.row(job_id)


def changed(data: bytes, how: str) -> bytes:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    file = io.BytesIO()
    match how:
        case "smaller jpeg":
            image.resize((150, 150)).save(file, "JPEG", quality=60)
        case "brighter":
            ImageEnhance.Brightness(image).enhance(1.12).save(file, "PNG")
        case "cropped":
            image.crop((8, 8, 312, 312)).save(file, "WEBP")
        case _:
            image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("how", ["as it is", "smaller jpeg", "brighter", "cropped"])
def test_a_product_is_known_again_by_its_picture(world: World, work: Any, catalogue: None, how: str) -> None:
    for number in (0, 20, 34, 50):
        item = PRODUCTS[number]
        _, row = search(world, work, changed(PICTURES[number], how), [item.category + "s"])
        assert row["status"] == "completed", row["error"]
        best = row["results"]["items"][0]
        assert best["title"] == f"{item.name} in {item.colour}"
        assert best["likeness"] > 0.8
        assert {found["category"] for found in row["results"]["items"]} == {item.category}
        world.db.sql("delete from public.search_jobs")


def test_without_a_category_everything_is_looked_through(world: World, work: Any, catalogue: None) -> None:
    _, row = search(world, work, PICTURES[40], [])
    assert row["results"]["items"][0]["title"].startswith(PRODUCTS[40].name)
    assert row["results"]["sources"] == [{"source": "catalogue", "status": "ok", "found": 24}]
    assert row["results"]["picture"]["thumbnail"].startswith("data:image/webp;base64,")
    assert row["meta"]["count"] == 24


def test_a_category_nobody_has_gives_nothing_and_says_so(world: World, work: Any, catalogue: None) -> None:
    _, row = search(world, work, PICTURES[0], ["tops", "pianos"])
    assert [(said["category"], said["found"]) for said in row["results"]["sources"]] == [("tops", 8), ("pianos", 0)]


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (Refused("no"), "image_refused"),
        (b"not a picture", "image_unreadable"),
        (PICTURES[0][:200], "image_unreadable"),
    ],
    ids=["refused", "text", "half"],
)
def test_a_picture_that_cannot_be_used_ends_the_search_with_its_reason(
    world: World, work: Any, says: Any, code: str
) -> None:
    ran, row = search(world, work, says, [])
    assert (ran.state, row["status"], row["error_code"]) == ("failed", "failed", code)


def test_a_picture_that_is_not_there_now_is_asked_for_again_before_the_search_ends(world: World, work: Any) -> None:
    ran, row = search(world, work, Unreachable("gone"), [])
    assert ran.state == "retry"
    kind = ImageSearch(Given(Unreachable("gone")))  # type: ignore[arg-type]
    while ran.state == "retry":
        world.pass_time(5)
        ran = work(row["job_id"], kind)
    assert ran.state in {"failed", "done"}


def test_an_uploaded_picture_is_read_from_its_bucket(world: World, work: Any, catalogue: None) -> None:
    from shared.store.client import http_client

    async def upload() -> None:
        await put_file("job_x.png", PICTURES[5], "image/png")
        await http_client().aclose()

    asyncio.run(upload())
    job_id = world.start(kind="image_search", files=["job_x.png"], request={"steps": picture_steps([], Settings())})
    assert work(job_id, KIND).state == "completed"
    assert world.row(job_id)["results"]["items"][0]["title"].startswith(PRODUCTS[5].name)


@pytest.fixture
def lens(service: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with internet() as web:
        for name in ("SERPER", "SERPAPI"):
            monkeypatch.setenv(f"{name}_URL", web.url)
            monkeypatch.setenv(f"{name}_API_KEY", f"{name.lower()}-key")
        settings.cache_clear()
        yield web
    settings.cache_clear()


def match(number: int, title: str = "A dress", host: str = "shop.example", **more: Any) -> dict[str, Any]:
    return {"title": title, "source": "Shop", "link": f"https://{host}/{number}?utm_source=lens",
            "imageUrl": f"https://img.example/{number}.jpg", "thumbnailUrl": f"https://t.example/{number}.jpg",
            **more}  # fmt: skip


def test_serper_is_asked_once_and_its_matches_are_sorted_into_the_categories(
    lens: Internet, world: World, work: Any
) -> None:
    matches = [match(1, "Look of the day", "www.instagram.com"), match(2, "Lamp"), match(3, "Red dress"),
               match(4, "Suede boots"), match(3, "Red dress again")]  # fmt: skip
    lens.at("/lens", Says({"organic": matches}))
    steps = picture_steps(["dresses", "shoes"], settings())
    _, row = search(world, work, PICTURES[0], ["dresses", "shoes"], steps)
    (asked,) = lens.asked
    assert (asked.method, asked.headers["x-api-key"]) == ("POST", "serper-key")
    assert asked.body == {"url": "https://pictures.example/a.png", "gl": "us", "hl": "en"}
    items = row["results"]["items"]
    assert [(item["title"], item["category"]) for item in items] == [
        ("Red dress", "dresses"), ("Suede boots", "shoes"), ("Lamp", None), ("Look of the day", None)
    ]  # fmt: skip
    assert items[0]["thumbnail"] == "https://t.example/3.jpg"


def test_serpapi_is_asked_for_each_category_and_brings_prices(
    lens: Internet, world: World, work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERPER_API_KEY", "")
    settings.cache_clear()

    def answer(asked: Asked) -> Says:
        what = asked.query["q"][0]
        found = {"title": f"A {what}", "link": f"https://s.example/{what}", "source": "S",
                 "thumbnail": "https://t.example/1",
                 "price": {"value": "$260*", "extracted_value": 260, "currency": "$"}}  # fmt: skip
        return Says({"search_metadata": {"status": "Success"}, "visual_matches": [found]})

    lens.at("/search.json", answer)
    _, row = search(world, work, PICTURES[0], ["dress", "bag"], picture_steps(["dress", "bag"], settings()))
    assert [asked.query["q"] for asked in lens.asked] == [["dress"], ["bag"]]
    assert lens.asked[0].query["engine"] == ["google_lens"]
    assert {(item["title"], item["price"], item["currency"]) for item in row["results"]["items"]} == {
        ("A dress", 260.0, "USD"), ("A bag", 260.0, "USD")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("says", "status"),
    [
        (Says({"message": "Not enough credits"}, 400), "out_of_credit"),
        (Says({"message": "Unauthorized."}, 403), "refused"),
        (Says({}, 500), "unavailable"),
        (Says(b"<html>"), "not_understood"),
    ],
    ids=["credits", "key", "down", "page"],
)
def test_a_failing_provider_ends_its_step_and_says_so(
    lens: Internet, world: World, work: Any, says: Says, status: str
) -> None:
    lens.at("/lens", says)
    _, row = search(world, work, PICTURES[0], [], picture_steps([], settings()))
    assert (row["status"], row["results"]["items"]) == ("completed", [])
    assert row["results"]["sources"] == [{"source": "serper", "error": status, "status": status}]


def test_no_key_of_a_provider_is_in_what_a_search_stores(lens: Internet, world: World, work: Any) -> None:
    lens.at("/lens", Says({"error": "serper-key"}, 401))
    _, row = search(world, work, PICTURES[0], [], picture_steps([], settings()))
    assert "serper-key" not in str(row)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("Invalid API key. Your API key should be here: https://serpapi.com/manage-api-key", "refused"),
        ("Your account has run out of searches.", "out_of_credit"),
        ("Something else", "unavailable"),
    ],
)
def test_serpapis_failures_come_as_answers(error: str, code: str) -> None:
    with pytest.raises(SourceFault, match=code):
        serpapi.read({"error": error})


@pytest.mark.parametrize("read", [serper.read, serpapi.read])
@pytest.mark.parametrize(
    "data", [{}, [], None, {"organic": None, "visual_matches": 5}, {"organic": [1, None], "visual_matches": ["x"]},
             {"error": "Google Lens hasn't returned any results for this query."}], ids=str,
)  # fmt: skip
def test_an_answer_without_matches_is_no_failure(read: Any, data: Any) -> None:
    assert read(data) == []


@pytest.mark.parametrize("read", [serper.read, serpapi.read])
def test_an_unsafe_link_is_none(read: Any) -> None:
    bent = [{"title": "x", "link": "javascript:alert(1)", "imageUrl": "data:text/html,x", "thumbnail": "file:///x"}]
    (found,) = read({"organic": bent, "visual_matches": bent})
    assert (found.link, found.image, found.thumbnail) == (None, None, None)


@pytest.mark.parametrize(
    ("title", "category", "expected"),
    [
        ("Linen T-Shirt", "tops", True), ("Stopwatch", "tops", False), ("Ankle Boots", "shoes", True),
        ("여성 원피스", "dress", True), ("Walnut piano", "pianos", True), ("Lamp", "pianos", False),
        ("Sunglasses", "accessories", True), ("Trench coat", "outerwear", True),
    ],
)  # fmt: skip
def test_titles_are_told_by_the_words_shops_use(title: str, category: str, expected: bool) -> None:
    assert fits(title, category) is expected


@pytest.mark.parametrize(
    ("many", "one"),
    [("dresses", "dress"), ("shoes", "shoe"), ("watches", "watch"), ("Bags ", "bag"), ("accessories", "accessory")],
)
def test_many_are_of_the_category_of_one(many: str, one: str) -> None:
    assert stem(many) == stem(one)


def test_places_where_nothing_is_sold_are_no_shops() -> None:
    assert not any(is_shop(host) for host in ("www.pinterest.com", "kr.pinterest.com", "instagram.com", "x.com"))
    assert all(is_shop(host) for host in ("shop.example", "netflix.com", "max.com", ""))


def test_pictures_that_differ_are_told_apart_and_the_seed_is_what_the_script_draws() -> None:
    seed = (ROOT / "supabase/seed.sql").read_text(encoding="utf-8")
    assert seed.count("data:image/webp") == len(PRODUCTS)
    for number, item in enumerate(PRODUCTS):
        made = seed_catalogue.row(item, number)
        assert f"'{made['id']}'" in seed
        assert f", {made['fingerprint']}, " in seed


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP", PICTURES[0][:-40]],
    ids=["nothing", "text", "gif", "jpeg", "png", "webp", "cut off"],
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        look(data)


def test_a_picture_of_too_many_pixels_is_refused_before_they_are_unpacked() -> None:
    file = io.BytesIO()
    Image.new("1", (11_000, 11_000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    with pytest.raises(NotAPicture, match="too many pixels"):
        look(file.getvalue())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_has_a_fingerprint_of_64_bits(mode: str) -> None:
    file = io.BytesIO()
    image = Image.open(io.BytesIO(PICTURES[3])).convert("L" if mode == "I;16" else mode)
    (image.convert("I;16") if mode == "I;16" else image).save(file, "JPEG" if mode == "CMYK" else "PNG")
    seen = look(file.getvalue())
    assert -(2**63) <= seen.fingerprint < 2**63
    assert len(seen.colours) == 48
    assert all(0 <= value <= 255 for value in seen.colours)
