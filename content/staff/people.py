"""People in the CMS: operators add them and grant roles; addresses and passwords stay the business of the log-in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views.users import CreateView, EditView, IndexView, UserColumn, UserViewSet

from accounts.flows import profile
from accounts.models import User
from accounts.roles import Role

GRANTED = [(role.value, role.label) for role in Role if role != Role.MEMBER]


class PersonForm(forms.ModelForm[User]):
    """Name, language, roles, and whether somebody may log in."""

    name = forms.CharField(label=_("Name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=GRANTED, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ("name", "language", "is_active", "roles")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]


class NewPersonForm(forms.ModelForm[User]):
    """Who gets an account; the first log-in is by a code to this address."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=GRANTED, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ("email", "name", "language", "roles")

    def clean_email(self) -> str:
        """Addresses are kept in lower case; two that differ by case are one."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody has an account with this address already."))
        return email


class People(IndexView):  # type: ignore[misc]
    """Everybody, by name."""

    @cached_property
    def columns(self) -> list[Column]:
        """No check boxes: what is done to many people at once would pass the flows and the journal by."""
        return [
            self._get_title_column_class(UserColumn)(
                "name", label=_("Name"), sort_key="name", get_url=self.get_edit_url, classname="name"
            ),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column(
                "roles",
                label=_("Roles"),
                accessor=lambda person: ", ".join(str(Role(role).label) for role in person.roles),
            ),
            BooleanColumn("is_active", label=_("May log in"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last log-in"), sort_key="last_login"),
        ]

    @cached_property
    def search_fields(self) -> set[str]:
        """Where the search box looks."""
        return {"name", "email"}

    def order_queryset(self, queryset: Any) -> Any:
        """As the column says; Wagtail would sort by first and last names, which nobody has here."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class AddPerson(CreateView):  # type: ignore[misc]
    """Make an account."""

    def save_instance(self) -> User:
        """One flow."""
        return profile.add(by=self.request.user, at=timezone.now(), **self.form.cleaned_data)


class ChangePerson(EditView):  # type: ignore[misc]
    """Change what an operator may change."""

    def save_instance(self) -> User:
        """One flow."""
        given = {"is_active": True, **self.form.cleaned_data}
        return profile.manage(person=self.object, by=self.request.user, at=timezone.now(), **given)


class PeopleViewSet(UserViewSet):  # type: ignore[misc]
    """The pages below /staff/users/."""

    ordering = "name"
    template_prefix = ""
    index_template_name = "wagtailusers/users/index.html"
    index_results_template_name = "wagtailusers/users/index_results.html"
    index_view_class = People
    add_view_class = AddPerson
    edit_view_class = ChangePerson
    copy_view_enabled = False
    add_to_settings_menu = False
    menu_label = _("People")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:  # noqa: FBT001, FBT002  Wagtail's signature
        """Which form."""
        return PersonForm if for_update else NewPersonForm
