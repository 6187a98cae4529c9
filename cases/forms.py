"""What the asker says about a solution."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.states import Held


class HeldForm(forms.Form):
    """Two big buttons, a small third one, and one optional line."""

    value = forms.ChoiceField(choices=Held.choices)
    remark = forms.CharField(label=_("Anything to add?"), max_length=500, required=False)
