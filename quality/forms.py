"""Reading what a quality manager asks for, and the target they set."""

from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.models import Topic
from cases.states import Channel
from quality.queries.scope import USUAL_WINDOW, WINDOWS, Scope


class ScopeForm(forms.Form):
    """The window and the filter of an address; what makes no sense is left out."""

    days = forms.TypedChoiceField(choices=[(days, days) for days in WINDOWS], coerce=int, required=False)
    topic = forms.ModelChoiceField(Topic.objects.all(), to_field_name="slug", required=False)
    channel = forms.ChoiceField(choices=[("", ""), *Channel.choices], required=False)


def scope_from(query: QueryDict, *, now: datetime) -> Scope:
    """The cohort that an address names."""
    form = ScopeForm(query)
    form.is_valid()
    found = form.cleaned_data
    return Scope(
        now=now,
        days=found.get("days") or USUAL_WINDOW,
        topic=found.get("topic"),
        channel=found.get("channel") or "",
    )


class TargetForm(forms.Form):
    """What a figure should reach, and why. Without window and denominator a target means nothing."""

    percent = forms.FloatField(label=_("Target in percent"), min_value=1, max_value=100)
    rationale = forms.CharField(label=_("Why this much?"), max_length=500)
