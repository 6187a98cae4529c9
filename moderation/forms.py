"""The shape of a verdict, and of the word with which somebody leaves a sheet."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation import rubric
from moderation.rubric import CRITERIA, SCORES, Judgement
from moderation.states import Grade, Result, Tie

# The five rows: what is asked, and against what.
ROWS: Final = {
    "answered": (gettext_lazy("Answers what was asked"), gettext_lazy("for this device and case")),
    "right": (gettext_lazy("Right in fact"), gettext_lazy("against the sources")),
    "complete": (gettext_lazy("Complete"), gettext_lazy("with side effects and the way back")),
    "safe": (gettext_lazy("Safe"), gettext_lazy("nobody is hurt, nothing is lost")),
    "current": (gettext_lazy("Still valid"), gettext_lazy("on the day of reading")),
}
TONES: Final = {
    "friendly": gettext_lazy("Friendly"),
    "clear": gettext_lazy("Clear"),
    "reliable": gettext_lazy("Reliable"),
    "competent": gettext_lazy("Competent"),
}
_NUMBERS = [("", "–"), *((str(number), str(number)) for number in range(1, 6))]
_FOUND = [("", gettext_lazy("What the five rows say")), *((str(r.value), r.label) for r in rubric.ORDER)]


class VerdictForm(forms.Form):
    """The sheet. One button says that it cannot be judged, and then no row is asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cannot_judge = forms.BooleanField(required=False, widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=_FOUND,
        required=False,
        help_text=gettext_lazy("It can be worse than the worst row, never better."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The author reads it. Needed for whatever is not plainly correct."),
    )
    source = forms.CharField(
        label=gettext_lazy("Checked against"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("A page, a manual, or what you tried yourself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in ROWS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, help_text=hint, choices=Grade.choices, required=False, widget=forms.RadioSelect
            )
        for name, label in TONES.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=_NUMBERS, coerce=int, empty_value=None, required=False
            )

    def rows(self) -> list[forms.BoundField]:
        """The five rows, for the template."""
        return [self[name] for name in CRITERIA]

    def tones(self) -> list[forms.BoundField]:
        """The four scores, for the template."""
        return [self[name] for name in SCORES]

    def clean(self) -> dict[str, Any]:
        """The result follows from the rows where none was chosen, and is never better than they are."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("cannot_judge"):
            return given
        for name in CRITERIA:
            if not given.get(name):
                self.add_error(name, _("Say yes, partly or no."))
        if self.errors:
            return given
        grades = {name: given[name] for name in CRITERIA}
        given["result"] = Result(given["result"] or rubric.best_result(grades))
        if not rubric.fits(given["result"], grades):
            best = rubric.best_result(grades).label
            self.add_error("result", _("The five rows allow “%(best)s” at best.") % {"best": best})
        elif missing := rubric.missing_characters(given["result"], given["reason"]):
            self.add_error("reason", _missing(missing))
        return given

    def judgement(self) -> Judgement:
        """The valid form as the flow takes it."""
        given = self.cleaned_data
        if given["cannot_judge"]:
            return Judgement(Result.CANNOT_JUDGE, reason=given["reason"], source=given["source"])
        return Judgement(**{name: given[name] for name in ("result", "reason", "source", *CRITERIA, *SCORES)})


class RecusalForm(forms.Form):
    """Why somebody leaves a sheet to others."""

    tie = forms.ChoiceField(label=gettext_lazy("Why not you?"), choices=Tie.choices)


def _missing(count: int) -> str:
    words = ngettext(
        "Say in a sentence what is amiss: %(count)d character is missing.",
        "Say in a sentence what is amiss: %(count)d characters are missing.",
        count,
    )
    return words % {"count": count}
