"""The control page: fault switches, the clock, and the things only a bank or a court can do."""

from html import escape
from typing import Any

from . import accounts, money, refunds
from .bank import Bank
from .deliveries import Postman
from .pages import amount, page
from .store import Json

NUMBERS = ("fail_next", "lose_next", "drop_next")
FLAGS = ("is_duplicating", "is_reordering")


def act(bank: Bank, postman: Postman | None, asked: dict[str, str]) -> Json:
    """One order of the control page, also as a plain POST from a test. Returns what was done."""
    done: Json = {}
    with bank.store.work():
        switches = _switches(asked)
        if switches:
            done["faults"] = vars(bank.set_faults(**switches))
        if asked.get("advance_seconds"):
            bank.advance(int(asked["advance_seconds"]))
            done["now"] = bank.now()
        if asked.get("account"):
            accounts.set_transfers(bank, asked["account"], asked.get("capability", "active"))
            done["account"] = asked["account"]
        if asked.get("pay_out"):
            done["paid_out"] = money.pay_out(bank, asked["pay_out"])
        if asked.get("fail_refund"):
            done["refund"] = refunds.fail(bank, asked["fail_refund"])["id"]
        if asked.get("resend") == "all":
            bank.store.query("UPDATE delivery SET state = 'waiting', due = 0, tries = 0")
            done["resend"] = "all"
        if asked.get("webhook_url") and postman is not None:
            postman.url = asked["webhook_url"]
    return done


def _switches(asked: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {name: int(asked[name] or 0) for name in NUMBERS if name in asked}
    found.update({name: asked[name] in ("1", "on", "true") for name in FLAGS if name in asked})
    if "delay_seconds" in asked:
        found["delay_seconds"] = float(asked["delay_seconds"] or 0)
    if "only_path" in asked:
        found["only_path"] = asked["only_path"]
    return found


def shown(bank: Bank) -> str:
    """The page."""
    faults = bank.faults()
    fields = "".join(
        f'<label>{name} <input name="{name}" value="{escape(str(getattr(faults, name)))}"></label>'
        for name in (*NUMBERS, "delay_seconds", "only_path")
    )
    flags = "".join(
        f'<label>{name} <select name="{name}"><option value="0">off</option>'
        f'<option value="1"{" selected" if getattr(faults, name) else ""}>on</option></select></label>'
        for name in FLAGS
    )
    available, pending = money.funds(bank, money.PLATFORM)
    waiting = bank.store.query("SELECT state, count(*) FROM delivery GROUP BY state")
    rows = "".join(f"<tr><td>{escape(state)}</td><td>{count}</td></tr>" for state, count in waiting)
    return page(
        "Control page",
        f"<p>Platform balance: {amount(available)} available, {amount(pending)} on the way.</p>"
        f"<table><caption>Deliveries</caption>{rows}</table>"
        f'<form method="post"><fieldset><legend>Faults</legend>{fields}{flags}</fieldset>'
        '<fieldset><legend>Clock</legend><label>advance_seconds <input name="advance_seconds" value=""></label>'
        "</fieldset><button>Set</button></form>",
    )
