"""What customers and helpers fill in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.models import Topic
from cases.queries import topics
from marketplace.places import Place, find
from marketplace.queries import Search
from marketplace.states import Mode, Reason, Value

PRICES = (3000, 5000, 8000, 12000)


class SearchForm(forms.Form):
    """Whom to look for. All of it may be left out; what makes no sense is left out too."""

    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Problem"), required=False, to_field_name="slug", empty_label=_("Any problem")
    )
    where = forms.CharField(label=_("Where"), required=False, max_length=40)
    mode = forms.ChoiceField(
        label=_("How"), required=False, choices=[("", _("Both")), *Mode.choices], widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )
    price = forms.TypedChoiceField(
        label=_("Price"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any price")), *((rappen, f"CHF\u00a0{rappen // 100}") for rappen in PRICES)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]
        self.place: Place | None = None

    def clean_where(self) -> str:
        """A place that we know."""
        where: str = self.cleaned_data["where"].strip()
        self.place = find(where)
        if where and self.place is None:
            raise forms.ValidationError(_("We do not know this place. A Swiss postcode has four digits."))
        return where

    def search(self) -> Search:
        """What was understood."""
        self.is_valid()
        said = self.cleaned_data if self.is_bound else {}
        return Search(
            topic=said.get("topic"),
            place=self.place,
            mode=said.get("mode") or "",
            language=said.get("language") or "",
            most_rappen=said.get("price"),
        )


class BookForm(forms.Form):
    """What the helper needs to know."""

    wish = forms.CharField(
        label=_("What is not working?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The helper reads it before the visit."),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("The helper sees it only once the booking is confirmed, and no longer than until the visit ends."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    shares_question = forms.BooleanField(label=_("The helper may read my question and what was tried"), required=False)
    service = forms.IntegerField(widget=forms.HiddenInput)
    start = forms.DateTimeField(widget=forms.HiddenInput)
    question = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_on_site: bool = False, has_question: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_on_site:
            self.fields["address"].required = True
        else:
            del self.fields["address"]
        if not has_question:
            del self.fields["shares_question"]


class WordForm(forms.Form):
    """The customer's word."""

    value = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(Value.SOLVED, _("It works")), (Value.PARTLY, _("Partly")), (Value.NOT_SOLVED, _("It does not work"))],
        widget=forms.RadioSelect,
    )


class CheckOutForm(forms.Form):
    """The helper's word: four honest outcomes."""

    NETWORK, OTHER = "network", "other"

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (Value.SOLVED, Value.SOLVED.label),
            (Value.PARTLY, Value.PARTLY.label),
            (NETWORK, _("Not solved: it is the network")),
            (OTHER, _("Not solved: something else")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("If it is something else"),
        choices=[(value, label) for value, label in Reason.choices if value != Reason.NEEDS_COMPANY],
        initial=Reason.COULD_NOT,
        required=False,
    )
    report = forms.CharField(
        label=_("What was it?"),
        max_length=1000,
        required=False,
        help_text=_("One line, without the customer's name."),
    )

    def said(self) -> dict[str, Any]:
        """The outcome in the flow's words."""
        outcome = self.cleaned_data["outcome"]
        reasons = {self.NETWORK: Reason.NEEDS_COMPANY, self.OTHER: self.cleaned_data["reason"] or Reason.COULD_NOT}
        value = Value.NOT_SOLVED if outcome in reasons else Value(outcome)
        return {"value": value, "reason": str(reasons.get(outcome, "")), "report": self.cleaned_data["report"]}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why?"), max_length=500, required=False)
