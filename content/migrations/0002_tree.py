"""The first tree of pages: a home for each language, below it articles, known problems and the legal pages."""

import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import migrations
from django.utils import timezone

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "de", "fr", "it")
LEGAL = ("you-said-we-did", "house-rules", "complain", "data-protection", "imprint")
TITLES = {
    "en": ("What is not working?", "Articles", "Known problems"),
    "de": ("Was geht nicht?", "Artikel", "Bekannte Probleme"),
    "fr": ("Qu’est-ce qui ne marche pas?", "Articles", "Problèmes connus"),
    "it": ("Che cosa non funziona?", "Articoli", "Problemi noti"),
}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Planter:
    """Adds pages as Wagtail would: historical models know nothing of trees."""

    def __init__(self, apps: Any) -> None:
        self.apps = apps
        self.page = apps.get_model("wagtailcore", "Page")
        self.content_type = apps.get_model("contenttypes", "ContentType")
        self.keys = {slug: uuid.uuid4() for slug in ("home", "articles", "problems", *LEGAL)}

    def plant(self, parent: Any, model: str, slug: str, title: str, locale: Any, **fields: Any) -> Any:
        """The page `slug` below `parent`; one that is there already stays as it is."""
        kind = self.apps.get_model("content", model)
        found = kind.objects.filter(path__startswith=parent.path, depth=parent.depth + 1, slug=slug).first()
        if found:
            return found
        content_type, _new = self.content_type.objects.get_or_create(app_label="content", model=model)
        now = timezone.now()
        page = kind.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=self._free_path(parent),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            content_type=content_type,
            locale=locale,
            translation_key=self.keys[slug.partition("-")[0] if model == "homepage" else slug],
            first_published_at=now,
            last_published_at=now,
            **fields,
        )
        self.page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + 1)
        parent.numchild += 1
        return page

    def _free_path(self, parent: Any) -> str:
        children = self.page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
        last = children.order_by("-path").values_list("path", flat=True).first()
        number, step = (int(last[-4:], 36) if last else 0) + 1, ""
        while number:
            number, digit = divmod(number, 36)
            step = _DIGITS[digit] + step
        return str(parent.path) + step.rjust(4, "0")


def create(apps: Any, _schema_editor: Any) -> None:
    """Once; what editors have changed since is left alone."""
    planter = Planter(apps)
    locale = apps.get_model("wagtailcore", "Locale")
    site = apps.get_model("wagtailcore", "Site")
    root = planter.page.objects.get(depth=1)
    welcome = planter.page.objects.filter(depth=2, slug="home", content_type__model="page", numchild=0).first()
    if welcome:
        planter.page.objects.filter(pk=welcome.pk).update(slug="welcome", url_path="/welcome/")
    homes = [_plant_language(planter, root, locale, language) for language in LANGUAGES]
    if not site.objects.update(root_page_id=homes[0].pk):
        site.objects.create(hostname="localhost", port=80, is_default_site=True, root_page_id=homes[0].pk)
    if welcome:
        _uproot(planter, root, welcome)


def _plant_language(planter: Planter, root: Any, locale: Any, language: str) -> Any:
    here, _new = locale.objects.get_or_create(language_code=language)
    headline, articles, problems = TITLES[language]
    slug = "home" if language == "en" else f"home-{language}"
    home = planter.plant(root, "homepage", slug, f"Mitenand {language.upper()}", here, headline=headline)
    planter.plant(home, "articleindex", "articles", articles, here)
    planter.plant(home, "knownproblems", "problems", problems, here)
    for slug in LEGAL:
        title, body = _text(language, slug)
        planter.plant(home, "legalpage", slug, title, here, body=body)
    return home


def _text(language: str, slug: str) -> tuple[str, str]:
    source = (TEXTS / language / f"{slug}.html").read_text().replace("{brand}", settings.BRAND_NAME)
    title, _, body = source.partition("\n")
    return title.removeprefix("<h1>").removesuffix("</h1>"), body.strip()


def _uproot(planter: Planter, root: Any, page: Any) -> None:
    """Wagtail's own welcome page, which nothing points to any more."""
    planter.page.objects.filter(pk=page.pk).delete()
    planter.page.objects.filter(pk=root.pk).update(numchild=root.numchild - 1)


class Migration(migrations.Migration):
    """Pages are content: going back leaves them."""

    dependencies: ClassVar = [("content", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]
    operations: ClassVar = [migrations.RunPython(create, migrations.RunPython.noop)]
