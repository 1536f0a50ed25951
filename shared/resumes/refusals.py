"""What is refused, one class each, so that a client can act on the stable ``code``."""

from shared.errors import TooLarge, Unreadable, UnsupportedType


class EmptyFile(Unreadable):
    """The file is empty."""

    status = 422
    code = "empty-file"


class EncryptedPdf(Unreadable):
    """The PDF is protected by a password; save a copy without one."""

    status = 422
    code = "encrypted-pdf"


class NoTextLayer(Unreadable):
    """The PDF holds only images; export it from the program it was written in, or run text recognition first."""

    status = 422
    code = "no-text-layer"


class UnreadableEncoding(Unreadable):
    """The text of this file decodes to nonsense; export it again with its fonts embedded."""

    status = 422
    code = "unreadable-encoding"


class NotAResume(Unreadable):
    """This does not look like a résumé."""

    status = 422
    code = "not-a-resume"


class DamagedFile(Unreadable):
    """The file is damaged and cannot be opened."""

    status = 422
    code = "damaged-file"


class ZipBomb(Unreadable):
    """The document unpacks to far more than a résumé can hold."""

    status = 422
    code = "zip-bomb"


class PdfBomb(Unreadable):
    """The PDF unpacks to far more than a résumé can hold."""

    status = 422
    code = "pdf-bomb"


class TooManyPages(Unreadable):
    """The document has more pages than a résumé can have."""

    status = 422
    code = "too-many-pages"


class NotJsonResume(Unreadable):
    """The JSON is not a JSON Resume document."""

    status = 422
    code = "not-json-resume"


class TooMuchText(TooLarge):
    """The document holds more text than a résumé can have."""

    status = 413
    code = "too-much-text"


class OldWordFormat(UnsupportedType):
    """This is an old Word document (.doc) or an Office file with a password; save it as .docx without one."""

    status = 415
    code = "old-word-format"


class TypeMismatch(UnsupportedType):
    """The file is not of the type its name or content type says."""

    status = 415
    code = "type-mismatch"


OF_TEXT = (EmptyFile, NoTextLayer, UnreadableEncoding, NotAResume, TooMuchText)
"""What can be refused of a text that came in a request's body."""
