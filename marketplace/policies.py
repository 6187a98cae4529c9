"""Who may do what with helpers and bookings; each reads as the sentence it is."""

from datetime import datetime, timedelta

from accounts.models import User
from accounts.roles import Role
from marketplace.models import Booking, Certificate, Service

MAY_COMPLAIN = timedelta(days=14)


def may_book(user: User, service: Service, at: datetime) -> bool:
    """Every member but the helper, while the service is offered and the certificate for it counts."""
    if not user.is_active or service.helper.person_id == user.pk:
        return False
    if not (service.is_active and service.helper.is_active and service.helper.person.is_active):
        return False
    return Certificate.objects.standing(at).filter(helper=service.helper, topic=service.topic).exists()


def may_leave(user: User, booking: Booking) -> bool:
    """The customer: it is their booking."""
    return user.is_active and user.pk == booking.customer_id


def may_answer(user: User, booking: Booking) -> bool:
    """The helper who is booked."""
    return user.is_active and user.pk == booking.helper.person_id


def may_say(user: User, booking: Booking) -> bool:
    """The customer, and nobody who is paid for it."""
    return user.is_active and user.pk == booking.customer_id


def may_complain(user: User, booking: Booking, at: datetime) -> bool:
    """Both, until 14 days after the visit."""
    is_part = user.pk in {booking.customer_id, booking.helper.person_id}
    return user.is_active and is_part and at <= booking.ends_at + MAY_COMPLAIN


def may_decide(user: User) -> bool:
    """Operators."""
    return user.is_active and user.has_role(Role.OPERATOR)


def may_see_address(user: User, booking: Booking) -> bool:
    """The customer always; the helper only between confirmation and the end of the visit."""
    return user.pk == booking.customer_id or (user.pk == booking.helper.person_id and booking.address_is_open)
