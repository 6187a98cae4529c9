"""The database itself refuses to change or delete evidence."""

from typing import ClassVar

from django.db import migrations

CREATE = """
CREATE TRIGGER evidence_is_append_only BEFORE UPDATE OR DELETE ON cases_evidence
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
"""
DROP = "DROP TRIGGER evidence_is_append_only ON cases_evidence;"


class Migration(migrations.Migration):
    """What was learnt stays learnt."""

    dependencies: ClassVar = [("cases", "0001_initial"), ("common", "0002_append_only")]
    operations: ClassVar = [migrations.RunSQL(CREATE, DROP)]
