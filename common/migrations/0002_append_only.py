"""The database itself refuses to change or delete what the journal says."""

from typing import ClassVar

from django.db import migrations

CREATE = """
CREATE FUNCTION common_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON common_journalentry
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
"""
DROP = """
DROP TRIGGER journal_is_append_only ON common_journalentry;
DROP FUNCTION common_refuse_change();
"""


class Migration(migrations.Migration):
    """One function for every append-only table, and its first trigger."""

    dependencies: ClassVar = [("common", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(CREATE, DROP)]
