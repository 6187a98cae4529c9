"""What a helper offers, with its price."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Topic
from marketplace.models.helper import Helper
from marketplace.settlement import Price
from marketplace.states import Mode

FEE_PERCENT = 15
BUFFER_MINUTES = {Mode.REMOTE: 0, Mode.ON_SITE: 30}


class Service(models.Model):
    """A fixed piece of help. Prices in Rappen; `call_out` is due when somebody came and it could not be solved.

    `is_instant`: whoever pays has booked. Otherwise the card is only charged when the helper says yes.
    """

    helper = models.ForeignKey(Helper, models.PROTECT, related_name="services")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    mode = models.CharField(_("where"), max_length=8, choices=Mode.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    price_rappen = models.PositiveIntegerField(_("price in Rappen"))
    call_out_rappen = models.PositiveIntegerField(_("call-out fee in Rappen"))
    is_instant = models.BooleanField(_("booked without asking"), default=True)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=480), name="service_takes_15_min_to_8_h"),
            models.CheckConstraint(condition=Q(price_rappen__gte=100), name="service_costs_a_franc"),
            models.CheckConstraint(condition=Q(call_out_rappen__lte=F("price_rappen")), name="call_out_within_price"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def buffer_minutes(self) -> int:
        """The way to the next customer."""
        return BUFFER_MINUTES[Mode(self.mode)]

    @property
    def price(self) -> Price:
        """The price as a booking freezes it."""
        return Price(self.price_rappen, self.call_out_rappen, self.minutes, FEE_PERCENT)
