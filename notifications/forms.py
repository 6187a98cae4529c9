"""Which mails somebody wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.kinds import REFUSABLE


class MailForm(forms.Form):
    """One box for each kind of mail that can be refused."""

    wanted = forms.MultipleChoiceField(
        label=_("Write me when"),
        choices=[(kind.value, kind.label) for kind in REFUSABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Mails about your bookings always come: they are part of the contract."),
    )
