"""A phone number as it was typed, made into one that can be texted."""

from dataclasses import dataclass

from shared.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class Phone:
    e164: str
    country: str
    """ISO 3166."""


def read_phone(number: str, country: str | None, allowed: set[str]) -> Phone:
    """Read a number; ``country`` says how, where it has no country of its own. Raises :class:`InvalidRequest`."""
    import phonenumbers  # noqa: PLC0415  megabytes of tables, and most searches ask for no text

    region = _region(country)
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and region is None:
            raise _wrong("country_code", "country_code is required for a number without its own (+…)") from None
        raise _wrong("phone_number", "phone_number is not a phone number") from None
    if not phonenumbers.is_valid_number(parsed):
        raise _wrong("phone_number", "phone_number is not a number that exists")
    kinds = phonenumbers.PhoneNumberType
    if phonenumbers.number_type(parsed) not in {kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE}:
        raise _wrong("phone_number", "phone_number cannot receive text messages")
    found = phonenumbers.region_code_for_number(parsed) or ""
    if found not in allowed:
        raise _wrong("phone_number", "text messages are not sent to this country")
    return Phone(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), found)


def _region(country: str | None) -> str | None:
    import phonenumbers  # noqa: PLC0415  megabytes of metadata, for numbers only

    said = (country or "").strip().upper().removeprefix("+")
    if not said:
        return None
    region = phonenumbers.region_code_for_country_code(int(said)) if said.isascii() and said.isdigit() else said
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise _wrong("country_code", "country_code is no country")
    return str(region)


def _wrong(field: str, detail: str) -> InvalidRequest:
    """Name the field, never the number."""
    return InvalidRequest(detail, errors=[{"pointer": f"#/{field}", "detail": detail}])
