"""The payment double for the tests of the sandbox."""

from tests.double import client, double, mailbox

__all__ = ["client", "double", "mailbox"]
