from tests.double import client, double, mailbox

__all__ = ["client", "double", "mailbox"]
