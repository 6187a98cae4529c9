"""The shape of what people write."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.models import Topic
from cases.queries import topics
from common.markdown import LONGEST


class AskForm(forms.Form):
    """A problem: what it is, about what, in which language, and what was tried."""

    title = forms.CharField(
        label=_("What is not working?"),
        min_length=10,
        max_length=200,
        help_text=_("One sentence, as you would say it to a neighbour."),
        error_messages={
            "required": _("One sentence is missing: what does not work?"),
            "min_length": _("A little more, please: at least 10 letters, so that others find it."),
        },
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.none(),
        empty_label=_("Choose a topic"),
        error_messages={"required": _("Choose a topic: the people who know it are told.")},
    )
    device = forms.CharField(
        label=_("Device"), max_length=80, required=False, help_text=_("If one is involved: name and model.")
    )
    source = forms.CharField(
        label=_("What happens, and what have you tried?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("No passwords, customer numbers or addresses: everybody can read this."),
        error_messages={"required": _("Say what happens and when. Without it nobody can help.")},
    )
    language = forms.ChoiceField(label=_("Language of the question"), choices=settings.LANGUAGES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["topic"].queryset = topics()  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """An answer."""

    source = forms.CharField(
        label=_("Your answer"),
        min_length=10,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Say what to do, step by step, and how one sees that it worked."),
        error_messages={
            "required": _("The answer is empty. Say what to do, step by step."),
            "min_length": _("A little more, please: what to do, and how one sees that it worked."),
        },
    )


class CommentForm(forms.Form):
    """A remark."""

    source = forms.CharField(label=_("Comment"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class EditForm(forms.Form):
    """Another text for the same thing."""

    title = forms.CharField(label=_("What is not working?"), min_length=10, max_length=200, required=False)
    source = forms.CharField(
        label=_("Text"), min_length=10, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10})
    )
    note = forms.CharField(label=_("What did you change?"), max_length=200, required=False)
    says_minor = forms.BooleanField(
        label=_("Only spelling"),
        required=False,
        help_text=_("A change of substance voids earlier checks: reviewers look again."),
    )


class OutcomeForm(forms.Form):
    """Worked for me, or did not; with which device."""

    worked = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes")
    device = forms.CharField(label=_("Your device"), max_length=80, required=False)


class DuplicateForm(forms.Form):
    """The number of the question that stands for both."""

    original = forms.IntegerField(label=_("Number of the original question"), min_value=1, max_value=2**62)
