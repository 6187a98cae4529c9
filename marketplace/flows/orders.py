"""What a pay page needs to know about a booking."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from marketplace.gateway import Order
from marketplace.models import Booking, Payment

# The payment company keeps a page open for 30 minutes at least, by its own clock; a minute covers the way there.
SHORTEST = timedelta(minutes=31)
ACCEPTED_HAS = timedelta(hours=4)


def new_payment(booking: Booking, *, is_held: bool, at: datetime) -> Payment:
    """A fresh attempt to pay the agreed price."""
    return Payment.objects.create(
        booking=booking, amount=booking.agreed.rappen, is_held=is_held, started_at=at, moved_at=at
    )


def order_for(booking: Booking, payment: Payment, *, expires_at: datetime) -> Order:
    """The order in the customer's language; frozen, because a repeated question must be the same word for word."""
    language = booking.customer.language
    with override(language):
        back = reverse("marketplace:booking_paid", args=[booking.pk])
        away = reverse("marketplace:booking", args=[booking.pk])
    return Order(
        payment=payment.pk,
        booking=booking.pk,
        title=booking.service.name,
        amount=payment.amount,
        email=booking.customer.email or "",
        language=language,
        is_held=payment.is_held,
        expires_at=expires_at,
        success_url=settings.SITE_URL + back,
        cancel_url=settings.SITE_URL + away,
    )
