"""A picture as searches know it: whether it is one, and the few numbers that say what it looks like.

The fingerprint is a dHash: the picture shrunk to 9 × 8 grey pixels, one bit for each neighbour that is brighter to the
right. Scaling, recompressing and brightening leave it within a few bits; other pictures are about half of 64 away.
"""

import base64
import io
import warnings
from dataclasses import dataclass
from typing import Any

LARGEST_SIDE = 12_000
MOST_PIXELS = 40_000_000
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
THUMBNAIL = 320
GRID = 4
"""The colours of a picture are kept as the means of 4 × 4 fields, three numbers each."""


class NotAPicture(Exception):
    """These bytes are no picture that is taken; the message is fit for the caller."""


@dataclass(frozen=True, slots=True)
class Picture:
    media_type: str
    width: int
    height: int
    fingerprint: int
    """64 bits, as Postgres' signed ``bigint`` holds them."""
    colours: list[int]
    """3 × ``GRID``² numbers from 0 to 255."""
    thumbnail: str
    """A small WebP as a ``data:`` URL."""


def look(data: bytes) -> Picture:
    """Look at a picture; raises :class:`NotAPicture`. Takes tens of milliseconds: call it in a thread."""
    from PIL import Image  # noqa: PLC0415  twenty megabytes that most functions do without

    image, media_type, (width, height) = _opened(data)
    # On white, as a shop would show it: transparent pixels hold whatever colour the tool left there.
    canvas = image.convert("RGBA")
    flat = Image.new("RGB", canvas.size, "white")
    flat.paste(canvas, mask=canvas.getchannel("A"))
    return Picture(media_type, width, height, fingerprint(flat), colours(flat), thumbnail(flat))


def fingerprint(image: Any) -> int:
    """Return the dHash of an RGB image as a signed 64-bit number."""
    from PIL import Image  # noqa: PLC0415  as above

    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column] < grey[row * 9 + column + 1])
    return bits - (1 << 64) if bits >> 63 else bits


def colours(image: Any) -> list[int]:
    """Return the mean colours of the fields of an RGB image, row by row."""
    from PIL import Image  # noqa: PLC0415  as above

    return list(image.resize((GRID, GRID), Image.Resampling.BOX).tobytes())


def thumbnail(image: Any, side: int = THUMBNAIL, quality: int = 70) -> str:
    """Return a small WebP of an RGB image as a ``data:`` URL."""
    small = image.copy()
    small.thumbnail((side, side))
    file = io.BytesIO()
    small.save(file, "WEBP", quality=quality, method=6)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()


def _opened(data: bytes) -> tuple[Any, str, tuple[int, int]]:
    from PIL import Image, ImageOps  # noqa: PLC0415  as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            Image.open(io.BytesIO(data), formats=list(FORMATS)).verify()
            # A verified image is spent, and the pixels of an unverified one are not decoded before they are counted.
            image = Image.open(io.BytesIO(data), formats=list(FORMATS))
            media_type = FORMATS[str(image.format)]
            size = image.size
            _check(*size)
            image.draft("RGB", (1024, 1024))
            image.load()
            return ImageOps.exif_transpose(image), media_type, size
    except NotAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("the picture has too many pixels") from error
    except Exception as error:
        # Pillow's decoders raise SyntaxError, struct.error, EOFError and more.
        raise NotAPicture("the file is no JPEG, PNG, WebP or GIF picture") from error


def _check(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LARGEST_SIDE:
        raise NotAPicture("the picture has too many pixels")
    if min(width, height) < 8:
        raise NotAPicture("the picture is too small to be recognised")
