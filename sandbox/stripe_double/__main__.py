"""Start the double: python -m sandbox.stripe_double --port 12111 --data var/stripe.sqlite3 …"""

import argparse
import logging
import signal
import threading
from pathlib import Path

from .server import Double

logger = logging.getLogger(__name__)


def main() -> None:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="sandbox.stripe_double", description=__doc__)
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--data", type=Path, required=True, help="SQLite file; made when missing")
    parser.add_argument("--webhook-url", default="", help="where events go; none: nowhere")
    parser.add_argument("--webhook-secret", default="whsec_double")
    parser.add_argument("--public", default="", help="address of the hosted pages as browsers see it")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asked.data.parent.mkdir(parents=True, exist_ok=True)
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    with Double(
        data=asked.data,
        port=asked.port,
        webhook_url=asked.webhook_url,
        secret=asked.webhook_secret,
        public=asked.public,
    ) as double:
        logger.info(
            "Stripe double at %s, events to %s",
            double.base,
            asked.webhook_url or "nobody",
        )
        over.wait()


if __name__ == "__main__":
    main()
