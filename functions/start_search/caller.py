"""Who is calling, as far as limits need to know: keyed hashes, from which nobody reads an address or a number."""

import hmac
import ipaddress
from hashlib import sha256

from fastapi import Request

from shared.config import settings


def address_of(request: Request) -> str:
    """Return where a request comes from; of an IPv6 address the network, which is what one household has.

    The header is believed only where a setting names it: anybody can send one. Its last entry is the platform's own.
    """
    header = settings().client_address_header
    given = request.headers.get(header, "") if header else (request.client.host if request.client else "")
    said = given.rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said or "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def keyed(purpose: str, value: str) -> str:
    """Hash ``value`` with the project's secret, differently for each purpose."""
    return hmac.new(settings().supabase_secret_key.encode(), f"{purpose}\x1f{value}".encode(), sha256).hexdigest()
