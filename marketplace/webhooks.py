"""What the payment company tells us."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.access import machine
from marketplace import gateway
from marketplace.flows import payments


@csrf_exempt
@require_POST
@machine
def stripe(request: HttpRequest) -> HttpResponse:
    """Store a signed event and say so; a 2xx before that would lose it. What it means is looked up afterwards."""
    try:
        event = gateway.read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except gateway.Forged:
        return HttpResponse(status=400)
    if event.is_live != gateway.is_live():
        return HttpResponse(status=400)
    payments.receive(event=event, at=timezone.now())
    return HttpResponse(status=204)
