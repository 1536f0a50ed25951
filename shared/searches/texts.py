"""The text message at the end of a search: taken from the outbox, sent, reported."""

import logging
from uuid import uuid4

from shared.logs import log, note
from shared.sms.client import NotSent, Rejected, Sender, Sent
from shared.store.searches import Searches


def text_of(results_url: str) -> str:
    """Write the message: the product, one line, the link. The same on every send."""
    return f"Shortlist: your search is ready. {results_url}"


async def deliver(searches: Searches, sender: Sender, job_id: str, results_url: str, *, lease_seconds: float) -> str:
    """Send the text of a completed search if it is due; return what became of it.

    An exception of the sender means that nobody knows whether the message left. It is not reported then: the lease of
    the send runs out, and the outbox allows one more.
    """
    claim = await searches.claim_text(job_id, uuid4().hex, lease_seconds)
    if claim["code"] != "ok":
        if claim.get("notify_state") in {"failed", "unknown"}:
            note(texts_failed=1)  # this claim was one too many: the outbox has given the text up
        return str(claim["code"])
    try:
        answer = await sender.send(claim["phone_number"], text_of(results_url))
    except Exception as error:  # noqa: BLE001  a sender may raise whatever its library does
        log(logging.WARNING, "text unclear", exception=type(error).__qualname__)
        return "unclear"
    match answer:
        case Sent(message_id):
            await searches.finish_text(job_id, claim["token"], "sent", message_id=message_id)
            return "sent"
        case NotSent(_, after):
            await searches.finish_text(job_id, claim["token"], "not_sent", retry_after_seconds=after)
            return "not_sent"
        case Rejected():
            await searches.finish_text(job_id, claim["token"], "rejected")
            note(texts_failed=1)
            return "rejected"
