"""What the double refuses, in the shape the real client parses into its own exceptions."""

from dataclasses import dataclass


@dataclass
class Refusal(Exception):
    """An answer with an HTTP error status; the transaction of the request is rolled back."""

    message: str
    status: int = 400
    kind: str = "invalid_request_error"
    code: str | None = None
    param: str | None = None

    def body(self) -> dict[str, dict[str, str]]:
        """The `error` object of the API, without empty fields."""
        said = {
            "type": self.kind,
            "message": self.message,
            "code": self.code,
            "param": self.param,
        }
        return {"error": {name: value for name, value in said.items() if value is not None}}

    def body_with_status(self) -> tuple[int, dict[str, dict[str, str]]]:
        """As answered over HTTP."""
        return self.status, self.body()


def missing(kind: str, key: str) -> Refusal:
    """404 as Stripe words it."""
    return Refusal(f"No such {kind}: '{key}'", status=404, code="resource_missing", param="id")
