"""What a page must not load."""

import os
import subprocess
import sys

from tests.architecture import house

HEAVY = ("scipy", "numpy", "pandas", "stripe", "elasticsearch", "sandbox.stripe_double", "playwright")
SCRIPT = """
import sys
import django
django.setup()
import config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
[pattern for pattern in get_resolver().reverse_dict]
print(*sorted(name for name in {heavy} if name in sys.modules))
"""


def test_the_addresses_load_no_heavy_library():
    """Each would cost every process of the web server up to 100 MB and seconds of its start."""
    loaded = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY)],
        check=True,
        cwd=house.ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
    )
    assert loaded.stdout.split() == []
