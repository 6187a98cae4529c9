"""The person."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.roles import CMS, STAFF, Role


class UserManager(BaseUserManager["User"]):
    """Makes people. Those who log in have an e-mail address; imported ones have none."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Somebody who can log in; without a password only by a code that is mailed."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The operator who sets the house up."""
        roles = [Role.MEMBER, Role.OPERATOR]
        return self.create_user(email, password, **{"is_superuser": True, "is_staff": True, "roles": roles} | fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address, whatever its case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `name` is what others see; `email` is never shown."""

    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    is_staff = models.BooleanField(_("may open the technical admin"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in Role]), name="roles_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name; Wagtail and allauth ask for it in this form."""
        return self.name

    def has_role(self, role: str) -> bool:
        """Whether `role` was granted; everybody is a member."""
        return role == Role.MEMBER or role in self.roles

    @property
    def is_colleague(self) -> bool:
        """Works for the house in some role."""
        return bool(STAFF.intersection(self.roles))

    @property
    def opens_cms(self) -> bool:
        """Has a role that comes with a place in the CMS; what they may do there is Wagtail's to say."""
        return bool(CMS.intersection(self.roles))
