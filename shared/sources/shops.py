"""What matches of pictures have in common: their order, and which of them a shopper is looking for."""

import re
from collections.abc import Iterator
from typing import Any, Final

MOST_MATCHES = 100

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "top": ("top", "shirt", "t-shirt", "tee", "blouse", "sweater", "hoodie", "cardigan", "knit", "polo", "sweatshirt",
            "jumper", "vest", "상의", "셔츠", "티셔츠", "블라우스", "니트",
            "맨투맨", "후드"),
    "bottom": ("bottom", "pants", "trousers", "jeans", "shorts", "skirt", "leggings", "chinos", "slacks",
               "하의", "바지", "팬츠", "청바지", "스커트", "치마", "슬랙스"),
    "dress": ("dress", "gown", "jumpsuit", "romper", "원피스", "드레스"),
    "outer": ("outer", "outerwear", "jacket", "coat", "blazer", "parka", "puffer", "trench", "아우터",
              "재킷", "자켓", "코트", "패딩", "점퍼"),
    "shoe": ("shoe", "sneaker", "boot", "loafer", "heel", "sandal", "trainer", "flats", "신발", "운동화", "스니커즈",
             "부츠", "구두", "로퍼", "샌들"),
    "bag": ("bag", "handbag", "backpack", "tote", "purse", "clutch", "crossbody", "가방", "백팩", "토트", "핸드백"),
    "accessory": ("accessory", "accessories", "hat", "cap", "scarf", "belt", "watch", "sunglasses", "necklace",
                  "earring", "bracelet", "ring", "glove", "beanie", "액세서리", "모자", "스카프", "벨트",
                  "시계", "목걸이", "귀걸이"),
}  # fmt: skip
"""How shops name what belongs to a category. Other categories are looked for by their own word."""
_ALIKE = {"clothing": "top", "shirt": "top", "pants": "bottom", "outerwear": "outer", "jacket": "outer",
          "footwear": "shoe", "accessorie": "accessory"}  # fmt: skip
_NO_SHOPS = re.compile(
    r"(?:.*\.)?(?:instagram|pinterest|youtube|tiktok|reddit|facebook|twitter|x|tumblr|quora|wikipedia)\.[a-z.]{2,6}"
)


def numbered(matches: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the matches with their rank."""
    yield from (
        (position, match) for position, match in enumerate(matches[:MOST_MATCHES], 1) if isinstance(match, dict)
    )


def stem(category: str) -> str:
    """Return a category in the singular and under the name of its group."""
    said = category.strip().lower()
    said = said.removesuffix("es") if said.endswith(("sses", "shes", "ches")) else said
    said = said[:-1] if said.endswith("s") and not said.endswith("ss") else said
    return _ALIKE.get(said, said)


def fits(title: str, category: str) -> bool:
    """Whether a title names something of a category."""
    said = title.lower()
    name = stem(category)
    return any(re.search(rf"(?<![a-z]){re.escape(word)}", said) for word in WORDS.get(name, (name,)))


def is_shop(host: str) -> bool:
    """Whether a site may sell what it shows; where people only show each other pictures, nothing is for sale."""
    return not _NO_SHOPS.fullmatch(host)
