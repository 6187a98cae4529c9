"""What people tell us about themselves."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignupForm(forms.Form):
    """The one field that signing up asks for beyond an address: the name that others will see."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Others see this name beside what you write. Your e-mail address is never shown."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Allauth calls this once the account exists."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or "de"
        user.save(update_fields=["name", "language"])


class SettingsForm(forms.ModelForm[User]):
    """Name and language."""

    class Meta:
        model = User
        fields = ("name", "language")
