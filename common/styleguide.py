"""Every component once, from the sample beside it. Only where `STYLEGUIDE` is set: never in production."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from common.access import anyone

COMPONENTS = Path(__file__).resolve().parent.parent / "templates" / "components"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One component with its samples rendered."""

    name: str
    title: str
    note: str
    parts: list[SafeString]
    wrap: str
    columns: bool
    inline: bool

    @property
    def tag(self) -> str:
        """The element that `wrap` opens."""
        return self.wrap.partition(" ")[0]


class SampleForm(forms.Form):
    """Fields to show: one with a hint, one with an error, a choice, a long text."""

    postcode = forms.CharField(label="Your postcode", help_text="To show helpers near you. Nobody else sees it.")
    telephone = forms.CharField(label="Telephone")
    topic = forms.ChoiceField(label="Topic", choices=[("internet", "Internet and Wi-Fi")])
    what = forms.CharField(label="What happens, and when?", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(choices=[("home", "At your home"), ("far", "Remotely")], widget=forms.RadioSelect)

    def clean_telephone(self) -> str:
        """Always wrong here, because the sheet shows how wrong looks."""
        raise forms.ValidationError("Five digits are missing. A Swiss number has ten, as in 079 123 45 67.")


@anyone
def styleguide(request: HttpRequest) -> HttpResponse:
    """The sheet of all components."""
    if not (settings.DEBUG or settings.STYLEGUIDE):
        raise Http404
    return render(request, "styleguide/styleguide.html", {"sheets": [sheet(path, request) for path in samples()]})


def samples() -> list[Path]:
    """The sample files, by name."""
    return sorted(COMPONENTS.glob("*.json"))


def sheet(path: Path, request: HttpRequest) -> Sheet:
    """The component of one sample file, rendered once for each sample."""
    given: dict[str, Any] = json.loads(path.read_text())
    form = SampleForm({"postcode": "7000", "telephone": "079 12", "topic": "internet", "place": "home"})
    parts = []
    for sample in given["samples"]:
        context = sample | {"field": form[sample["field"]]} if "form" in given else sample
        parts.append(render_to_string(f"components/{path.stem}.html", context, request))
    flags = {name: bool(given.get(name)) for name in ("columns", "inline")}
    return Sheet(path.stem, given["title"], given["note"], parts, given.get("wrap", ""), **flags)
