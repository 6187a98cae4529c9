"""The hosted pages: plain HTML forms, usable by keyboard and screen reader, never mistaken for Stripe."""

from html import escape

from .store import Json

STYLE = """
body{font:17px/1.6 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}
body{color:#23201b;background:#f4f2ed}
h1{font-size:1.5rem;line-height:1.25}
p.label{border:2px solid #a4301c;color:#a4301c;padding:.5rem .75rem;font-weight:650}
fieldset{border:1px solid #8b8475;border-radius:6px;margin:1rem 0;padding:.75rem 1rem}
label{display:block;padding:.5rem 0}
button{font:inherit;font-weight:650;padding:.6rem 1.2rem;background:#2450ab;color:#fffefb;border:0;border-radius:6px}
button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid #2450ab;outline-offset:2px}
a{color:#2450ab} [role=alert]{color:#a4301c;font-weight:650}
table{border-collapse:collapse} td,th{text-align:left;padding:.2rem .8rem .2rem 0}
"""
CHOICES = {
    "card": [
        ("card", "Card that works (4242)"),
        ("declined", "Card that is declined (0002)"),
        ("3ds", "Card that asks for 3-D Secure (3155)"),
    ],
    "twint": [
        ("twint", "TWINT, confirmed in the app"),
        ("twint-cancel", "TWINT, cancelled in the app"),
    ],
}


def page(title: str, body: str) -> str:
    """The frame of every page."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        '<link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body><main>"
        '<p class="label">Stripe double on this machine. No real money.</p>'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def amount(rappen: int) -> str:
    """CHF 65.00"""
    return f"CHF\u00a0{rappen // 100}.{rappen % 100:02d}"


def pay(session: Json, problem: str = "") -> str:
    """The pay page of an open session."""
    rows = "".join(
        f'<label><input type="radio" name="choice" value="{value}"{" checked" if not at else ""}>'
        f" {escape(text)}</label>"
        for at, (value, text) in enumerate(
            choice for method in session["payment_method_types"] for choice in CHOICES[method]
        )
    )
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    back = session["cancel_url"]
    leave = f'<p><a href="{escape(back)}">Go back without paying</a></p>' if back else ""
    return page(
        f"Pay {amount(session['amount_total'])}",
        f"<p>{escape(session['_title'])}</p>{alert}"
        f'<form method="post"><fieldset><legend>How do you pay?</legend>{rows}</fieldset>'
        f"<button>Pay {amount(session['amount_total'])}</button></form>{leave}",
    )


def secure(session: Json) -> str:
    """The bank's page between card and payment."""
    return page(
        "Your bank asks: is it you?",
        f"<p>{escape(session['_title'])}, {amount(session['amount_total'])}</p>"
        '<form method="post"><fieldset><legend>3-D Secure</legend>'
        '<label><input type="radio" name="choice" value="3ds-ok" checked> Yes, it is me</label>'
        '<label><input type="radio" name="choice" value="3ds-fail"> No, stop</label>'
        "</fieldset><button>Answer the bank</button></form>",
    )


def closed(title: str, text: str, back: str | None = None) -> str:
    """A page with nothing to do on it."""
    link = f'<p><a href="{escape(back)}">Back</a></p>' if back else ""
    return page(title, f"<p>{escape(text)}</p>{link}")


def onboarding(account: Json) -> str:
    """Identity and bank account, played."""
    name = account.get("display_name") or account.get("contact_email") or account["id"]
    return page(
        "Get paid",
        f"<p>Account of {escape(str(name))}. Nothing is asked and nothing is stored.</p>"
        '<form method="post"><fieldset><legend>What happens?</legend>'
        '<label><input type="radio" name="choice" value="active" checked> Complete: identity and IBAN are fine</label>'
        '<label><input type="radio" name="choice" value="leave"> Leave it unfinished</label>'
        '<label><input type="radio" name="choice" value="restricted"> Refused: identity not confirmed</label>'
        "</fieldset><button>Continue</button></form>",
    )
