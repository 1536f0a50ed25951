"""Draws the products of the sample catalogue and writes ``supabase/seed.sql``: ``python -m scripts.seed_catalogue``.

Products, brands and pictures are invented here, the same on every run. To fill a catalogue of your own, insert rows
whose ``fingerprint`` and ``colours`` come from ``shared.sources.picture.look``, as :func:`row` does.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from shared.sources.picture import look

SEED = Path(__file__).resolve().parents[1] / "supabase/seed.sql"
SIDE, SCALE = 320, 3
"""Pictures are drawn three times as large and shrunk, which smooths their edges."""

Point = tuple[float, float]
COLOURS = {
    "Ink": "#26324a", "Clay": "#b5533c", "Moss": "#5d7245", "Sand": "#d3b98c", "Plum": "#6d3b5e", "Sky": "#7fa8c9",
    "Butter": "#e8cf74", "Coal": "#3a3a3c", "Rose": "#d98a94", "Pine": "#2f5d50", "Cream": "#efe6d2", "Rust": "#8f4a2a",
}  # fmt: skip
GROUNDS = ("#f3efe8", "#eef1f3", "#f4eeee", "#eef2ea")
BRANDS = ("Alderway", "Nordlund & Fay", "Kestrel Row", "Momo Atelier", "Harbour Thread", "Tamsin Vale")


@dataclass(frozen=True)
class Product:
    """``shape`` names the outline, ``pattern`` what is on it."""

    category: str
    name: str
    shape: str
    colour: str
    pattern: str
    price: float


def product(category: str, line: str) -> Product:
    name, shape, colour, pattern, price = (part.strip() for part in line.split("|"))
    return Product(category, name, shape, colour, pattern, float(price))


LINES = {
    "top": """
        Linen Shirt | shirt | Sky | stripes | 64
        Boxy Tee | tee | Cream | plain | 28
        Pocket Tee | tee | Ink | pocket | 32
        Breton Top | long | Cream | stripes | 49
        Ribbed Knit | long | Clay | ribs | 88
        Polka Blouse | blouse | Plum | dots | 72
        Check Overshirt | shirt | Moss | check | 95
        Racer Tank | tank | Rust | plain | 24""",
    "bottom": """
        Straight Jeans | trousers | Ink | plain | 89
        Wide Trousers | wide | Sand | plain | 98
        Cord Trousers | trousers | Rust | ribs | 84
        Pleated Skirt | skirt | Pine | ribs | 76
        Dot Midi Skirt | skirt | Coal | dots | 68
        Camp Shorts | shorts | Moss | plain | 45
        Check Trousers | wide | Coal | check | 110
        Running Shorts | shorts | Sky | stripes | 38""",
    "dress": """
        Wrap Dress | dress | Clay | plain | 120
        Shirt Dress | dress | Sky | stripes | 115
        Summer Dress | sundress | Butter | dots | 82
        Slip Dress | sundress | Plum | plain | 99
        Check Pinafore | pinafore | Pine | check | 92
        Knit Dress | dress | Cream | ribs | 128
        Evening Gown | gown | Ink | plain | 210
        Garden Gown | gown | Rose | dots | 185""",
    "outer": """
        Rain Parka | coat | Butter | plain | 160
        Wool Coat | coat | Coal | plain | 240
        Chore Jacket | jacket | Ink | pocket | 125
        Quilted Jacket | jacket | Moss | check | 150
        Trench Coat | coat | Sand | belt | 260
        Denim Jacket | jacket | Sky | pocket | 98
        Puffer Vest | tank | Rust | stripes | 110
        Field Coat | coat | Pine | pocket | 190""",
    "shoe": """
        Court Sneaker | sneaker | Cream | plain | 95
        Trail Runner | sneaker | Clay | stripes | 130
        Canvas High-Top | boot | Ink | plain | 75
        Chelsea Boot | boot | Rust | plain | 165
        Penny Loafer | loafer | Coal | plain | 140
        Suede Loafer | loafer | Sand | plain | 135
        Block Heel | heel | Plum | plain | 120
        Strap Sandal | heel | Butter | stripes | 85""",
    "bag": """
        Market Tote | tote | Sand | plain | 58
        Stripe Tote | tote | Cream | stripes | 62
        Day Backpack | backpack | Pine | pocket | 110
        Roll Backpack | backpack | Coal | belt | 125
        Saddle Bag | saddle | Rust | plain | 145
        Evening Clutch | clutch | Plum | plain | 69
        Dot Clutch | clutch | Rose | dots | 54
        Crossbody | saddle | Ink | belt | 118""",
    "accessory": """
        Bucket Hat | hat | Moss | plain | 35
        Straw Hat | hat | Butter | ribs | 48
        Ribbed Beanie | beanie | Clay | ribs | 29
        Stripe Beanie | beanie | Sky | stripes | 29
        Wool Scarf | scarf | Plum | check | 65
        Silk Scarf | scarf | Rose | dots | 79
        Round Sunglasses | glasses | Coal | plain | 89
        Field Watch | watch | Rust | plain | 175""",
}


def products() -> list[Product]:
    """Everything in the catalogue, in its order."""
    return [product(category, line) for category, lines in LINES.items() for line in lines.strip().split("\n")]


OUTLINES: dict[str, list[list[Point]]] = {
    "tee": [[(34, 20), (42, 25), (58, 25), (66, 20), (88, 34), (80, 48), (70, 43), (70, 84), (30, 84), (30, 43),
        (20, 48), (12, 34)]],
    "shirt": [[(36, 18), (50, 27), (64, 18), (82, 28), (92, 66), (81, 70), (72, 44), (72, 86), (28, 86), (28, 44),
        (19, 70), (8, 66), (18, 28)]],
    "long": [[(36, 20), (44, 24), (56, 24), (64, 20), (80, 28), (88, 78), (76, 80), (70, 44), (69, 82), (31, 82),
        (30, 44), (24, 80), (12, 78), (20, 28)]],
    "blouse": [[(38, 18), (50, 34), (62, 18), (78, 26), (94, 58), (80, 66), (68, 44), (76, 84), (24, 84), (32, 44),
        (20, 66), (6, 58), (22, 26)]],
    "tank": [[(32, 16), (40, 16), (44, 32), (56, 32), (60, 16), (68, 16), (72, 42), (72, 86), (28, 86), (28, 42)]],
    "trousers": [[(34, 12), (66, 12), (72, 90), (56, 90), (50, 36), (44, 90), (28, 90)]],
    "wide": [[(36, 10), (64, 10), (82, 90), (54, 90), (50, 34), (46, 90), (18, 90)]],
    "skirt": [[(36, 20), (64, 20), (84, 84), (16, 84)]],
    "shorts": [[(28, 26), (72, 26), (80, 74), (54, 74), (50, 50), (46, 74), (20, 74)]],
    "dress": [[(38, 10), (50, 20), (62, 10), (76, 18), (80, 40), (68, 42), (64, 34), (62, 46), (82, 92), (18, 92),
        (38, 46), (36, 34), (32, 42), (20, 40), (24, 18)]],
    "sundress": [[(36, 8), (40, 8), (42, 24), (58, 24), (60, 8), (64, 8), (64, 42), (84, 78), (16, 78), (36, 42)]],
    "pinafore": [[(32, 8), (38, 8), (38, 26), (62, 26), (62, 8), (68, 8), (66, 46), (74, 88), (26, 88), (34, 46)]],
    "gown": [[(40, 6), (60, 6), (60, 36), (66, 50), (94, 94), (6, 94), (34, 50), (40, 36)]],
    "coat": [[(36, 8), (50, 30), (64, 8), (82, 18), (90, 64), (78, 66), (72, 38), (76, 94), (24, 94), (28, 38),
        (22, 66), (10, 64), (18, 18)]],
    "jacket": [[(36, 20), (50, 34), (64, 20), (84, 30), (92, 72), (80, 74), (73, 50), (73, 78), (27, 78), (27, 50),
        (20, 74), (8, 72), (16, 30)]],
    "sneaker": [[(8, 46), (30, 40), (44, 50), (62, 56), (88, 62), (94, 72), (94, 78), (6, 78)]],
    "boot": [[(24, 14), (56, 14), (56, 52), (84, 62), (90, 72), (90, 84), (20, 84)]],
    "loafer": [[(8, 52), (30, 46), (52, 50), (82, 58), (94, 68), (90, 74), (8, 74)]],
    "heel": [[(8, 34), (22, 32), (46, 56), (84, 66), (94, 74), (66, 78), (34, 66), (20, 50), (22, 84), (14, 84)]],
    "tote": [[(18, 36), (82, 36), (76, 92), (24, 92)]],
    "backpack": [[(26, 26), (38, 14), (62, 14), (74, 26), (80, 88), (20, 88)]],
    "saddle": [[(14, 40), (86, 40), (88, 66), (74, 82), (26, 82), (12, 66)]],
    "clutch": [[(8, 34), (92, 34), (92, 72), (8, 72)], [(8, 34), (92, 34), (50, 58)]],
    "hat": [[(30, 28), (70, 28), (76, 58), (96, 68), (92, 74), (8, 74), (4, 68), (24, 58)]],
    "beanie": [[(50, 16), (70, 22), (80, 44), (82, 78), (18, 78), (20, 44), (30, 22)]],
    "scarf": [[(20, 16), (80, 16), (84, 34), (60, 38), (64, 90), (44, 90), (42, 38), (16, 34)]],
    "glasses": [[(6, 42), (94, 42), (94, 47), (6, 47)]],
    "watch": [[(40, 4), (60, 4), (62, 96), (38, 96)]],
}  # fmt: skip
ROUNDS: dict[str, list[tuple[float, float, float]]] = {
    "glasses": [(28, 52, 18), (72, 52, 18)],
    "watch": [(50, 50, 24)],
    "beanie": [(50, 14, 8)],
}
"""Discs on top of the outline: middle and radius."""
HANDLES = {"tote": (32, 8, 68, 64), "saddle": (16, 6, 84, 78), "backpack": (40, 4, 60, 24)}


def draw(item: Product, number: int) -> bytes:
    """Draw a product on a quiet ground; a PNG."""
    side = SIDE * SCALE
    image = Image.new("RGB", (side, side), GROUNDS[number % len(GROUNDS)])
    pen = ImageDraw.Draw(image)
    colour = COLOURS[item.colour]
    if item.shape in HANDLES:
        pen.arc(scaled(HANDLES[item.shape]), 180, 360, fill=shade(colour, 0.75), width=side // 40)
    mask = Image.new("L", (side, side), 0)
    cut = ImageDraw.Draw(mask)
    for outline in OUTLINES[item.shape]:
        cut.polygon([(x * side / 100, y * side / 100) for x, y in outline], fill=255)
    for x, y, radius in ROUNDS.get(item.shape, []):
        cut.ellipse(scaled((x - radius, y - radius, x + radius, y + radius)), fill=255)
    image.paste(cloth(item, side), mask=mask)
    edge = ImageDraw.Draw(image)
    for outline in OUTLINES[item.shape]:
        points = [(x * side / 100, y * side / 100) for x, y in outline]
        edge.line([*points, points[0]], fill=shade(colour, 0.7), width=side // 130, joint="curve")
    if item.shape == "watch":
        edge.ellipse(scaled((31, 31, 69, 69)), fill="#f7f4ee")
        edge.line([(side * 0.5, side * 0.5), (side * 0.5, side * 0.36)], fill="#222222", width=side // 70)
        edge.line([(side * 0.5, side * 0.5), (side * 0.6, side * 0.55)], fill="#222222", width=side // 70)
    file = io.BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def cloth(item: Product, side: int) -> Image.Image:
    """The stuff a product is made of."""
    colour = COLOURS[item.colour]
    piece = Image.new("RGB", (side, side), colour)
    pen = ImageDraw.Draw(piece)
    light, dark = shade(colour, 1.35), shade(colour, 0.72)
    if item.pattern == "stripes":
        for y in range(0, side, side // 11):
            pen.rectangle((0, y, side, y + side // 30), fill=dark if item.colour in {"Cream", "Butter"} else light)
    elif item.pattern == "ribs":
        for x in range(0, side, side // 26):
            pen.rectangle((x, 0, x + side // 90, side), fill=dark)
    elif item.pattern == "dots":
        for row, y in enumerate(range(0, side, side // 12)):
            for x in range((row % 2) * side // 24, side, side // 12):
                pen.ellipse((x, y, x + side // 36, y + side // 36), fill=light)
    elif item.pattern == "check":
        for at in range(0, side, side // 8):
            pen.rectangle((at, 0, at + side // 28, side), fill=light)
            pen.rectangle((0, at, side, at + side // 28), fill=dark)
    elif item.pattern == "pocket":
        pen.rectangle(scaled((34, 46, 46, 60)), outline=dark, width=side // 110)
        pen.rectangle(scaled((54, 46, 66, 60)), outline=dark, width=side // 110)
    elif item.pattern == "belt":
        pen.rectangle(scaled((0, 50, 100, 56)), fill=dark)
        pen.rectangle(scaled((46, 48, 54, 58)), outline=light, width=side // 90)
    return piece


def scaled(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Turn percents into pixels."""
    left, top, right, bottom = (value * SIDE * SCALE / 100 for value in box)
    return left, top, right, bottom


def shade(colour: str, factor: float) -> str:
    """Make a colour darker (below 1) or lighter."""
    return "#" + "".join(f"{min(255, int(int(colour[at : at + 2], 16) * factor)):02x}" for at in (1, 3, 5))


def row(item: Product, number: int) -> dict[str, Any]:
    """The row of ``catalogue_items`` of a product: what it is, and what its picture looks like."""
    seen = look(draw(item, number))
    slug = f"{item.colour} {item.name}".lower().replace(" ", "-")
    return {
        "id": slug,
        "title": f"{item.name} in {item.colour}",
        "brand": BRANDS[number % len(BRANDS)],
        "category": item.category,
        "price": item.price,
        "currency": "EUR",
        "link": f"https://shop.example.com/{slug}",
        "image": seen.thumbnail,
        "fingerprint": seen.fingerprint,
        "colours": seen.colours,
    }


def literal(value: Any) -> str:
    """Write a value as SQL."""
    if isinstance(value, list):
        return "'{" + ",".join(map(str, value)) + "}'"
    return str(value) if isinstance(value, int | float) else "'" + value.replace("'", "''") + "'"


def main() -> None:
    """Write the seed."""
    rows = [row(item, number) for number, item in enumerate(products())]
    names = ", ".join(rows[0])
    lines = ",\n".join("  (" + ", ".join(literal(value) for value in one.values()) + ")" for one in rows)
    SEED.write_text(
        "-- Written by `python -m scripts.seed_catalogue`: invented products for image searches without a provider.\n"
        f"insert into public.catalogue_items ({names}) values\n{lines}\non conflict (id) do nothing;\n",
        encoding="utf-8",
    )
    print(f"{len(rows)} products, {SEED.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
