"""A helper's time, promised to a customer for one problem."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from accounts.models import User
from accounts.roles import Role
from cases.models import Case
from marketplace.models.helper import Helper
from marketplace.models.service import Service
from marketplace.settlement import Policy, Price
from marketplace.settlement import free_until as free_until_of
from marketplace.states import ADDRESS_IS_OPEN, BLOCKING, FINAL, Outcome, Reason, Status
from marketplace.states import Value as Ended


class BookingQuerySet(models.QuerySet["Booking"]):
    """Chains that read as sentences."""

    def locked(self, pk: int) -> "Booking":
        """The booking as it is now, held until the transaction ends."""
        return self.select_for_update(of=["self"]).select_related("helper__person", "customer", "service").get(pk=pk)

    def seen_by(self, user: User) -> Self:
        """A booking exists for its customer and its helper; while it is in a case, for operators too."""
        theirs = Q(customer=user) | Q(helper__person=user)
        return self.filter(theirs | Q(status=Status.IN_CASE) if user.has_role(Role.OPERATOR) else theirs)

    def blocking(self) -> Self:
        """Those that occupy the helper's calendar."""
        return self.filter(status__in=BLOCKING)


class Booking(models.Model):
    """Lifecycle (`status`), result (`outcome`) and money (its payments) are three things.

    `span` is what it takes from the calendar: the visit and the way to the next one. Price, policy, certificate and
    the question's context are frozen when it is made. `customer_value` is the customer's own word.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    customer = models.ForeignKey(User, models.PROTECT, related_name="+")
    helper = models.ForeignKey(Helper, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.HELD)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.UNKNOWN)
    outcome_value = models.CharField(max_length=12, choices=Ended.choices, blank=True)
    outcome_reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    customer_value = models.CharField(max_length=12, choices=Ended.choices, blank=True)

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    span = DateTimeRangeField()
    zone = models.CharField(max_length=40)
    local_start = models.CharField(max_length=16)

    price = models.JSONField()
    policy = models.JSONField()
    split = models.JSONField(null=True)
    certificate_version = models.PositiveSmallIntegerField()
    context = models.JSONField(default=dict)
    wish = models.CharField(max_length=1000, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    report = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    minutes_spent = models.PositiveSmallIntegerField(null=True)

    booked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # A range of one number stands for equality, so that no extension is needed.
            ExclusionConstraint(
                name="no_helper_is_booked_twice",
                expressions=[
                    (Func(F("helper"), F("helper"), Value("[]"), function="int8range"), "&&"),
                    ("span", "&&"),
                ],
                condition=Q(status__in=BLOCKING),
            ),
            models.UniqueConstraint(
                fields=["customer"], condition=Q(status=Status.HELD), name="one_live_hold_per_customer"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | Q(closed_at__isnull=False), name="closed_has_its_time"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CONFIRMED) | ~Q(customer_value=""), name="only_the_customer_confirms"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-booked_at"], name="bookings_of_a_customer"),
            models.Index(fields=["helper", "starts_at"], name="bookings_of_a_helper"),
            models.Index(fields=["case"], name="bookings_of_a_case"),
            models.Index(fields=["due_at"], name="bookings_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"B-{self.pk}"

    @property
    def agreed(self) -> Price:
        """The price as it was when booked."""
        return Price(**self.price)

    @property
    def rules(self) -> Policy:
        """The rules for leaving as they were when booked."""
        return Policy(**self.policy)

    @property
    def free_until(self) -> datetime:
        """Until when cancelling costs the customer nothing."""
        return free_until_of(self.rules, booked_at=self.booked_at, starts_at=self.starts_at)

    @property
    def is_final(self) -> bool:
        """Never becomes active again."""
        return self.status in FINAL

    @property
    def address_is_open(self) -> bool:
        """Whether the helper may see where to go."""
        return self.status in ADDRESS_IS_OPEN
