"""Controls of Django forms in the house's dress: class, and the hint or error that describes them."""

from django import template
from django.forms import BoundField, CheckboxInput, Textarea
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def control(field: BoundField, extra: str = "") -> SafeString:
    """The widget of `field`, described by its error when it has one, else by its hint.

    Django's own `aria-describedby` is replaced, so that a field is never described by what is not shown.
    """
    attrs: dict[str, str | bool] = {}
    if not isinstance(field.field.widget, CheckboxInput):
        own = str(field.field.widget.attrs.get("class", ""))
        attrs["class"] = " ".join(filter(None, [own, "control", extra]))
    if isinstance(field.field.widget, Textarea) and "rows" not in field.field.widget.attrs:
        attrs["rows"] = "4"
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error"}
    elif field.help_text:
        attrs["aria-describedby"] = f"{field.auto_id}_helptext"
    return field.as_widget(attrs=attrs)
