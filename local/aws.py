"""SNS, SQS and S3 of one machine: moto on a socket that the supervisor holds, with the queues the functions expect.

Its state is memory. That is no loss: the database is the truth, and a queue message is only a hint to look there.
"""

import logging
import os

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sqs.models import sqs_backends
from werkzeug.serving import WSGIRequestHandler, make_server

from local.environment import ACCOUNT, REGION, SEARCH_QUEUE

VISIBILITY_SECONDS = 90


def main() -> None:
    """Serve until killed."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    queues = sqs_backends[ACCOUNT][REGION]
    dead = queues.create_queue(f"{SEARCH_QUEUE}-dead", {})
    redrive = f'{{"deadLetterTargetArn": "{dead.queue_arn}", "maxReceiveCount": 5}}'
    queues.create_queue(SEARCH_QUEUE, {}, VisibilityTimeout=VISIBILITY_SECONDS, RedrivePolicy=redrive)
    application = DomainDispatcherApplication(create_backend_app)
    door = int(os.environ["LISTEN_FD"])
    make_server("127.0.0.1", 0, application, threaded=True, request_handler=WSGIRequestHandler, fd=door).serve_forever()


if __name__ == "__main__":
    main()
