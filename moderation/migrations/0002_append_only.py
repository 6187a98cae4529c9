"""Draws, recusals and verdicts stay as they were written, and a verdict is its sheet's reviewer's."""

from typing import ClassVar

from django.db import migrations

CREATE = """
CREATE TRIGGER draw_is_append_only BEFORE UPDATE OR DELETE ON moderation_draw
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
CREATE TRIGGER recusal_is_append_only BEFORE UPDATE OR DELETE ON moderation_recusal
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
CREATE TRIGGER verdict_is_append_only BEFORE UPDATE OR DELETE ON moderation_verdict
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
ALTER TABLE moderation_audit ADD CONSTRAINT sheet_and_its_reviewer UNIQUE (id, reviewer_id);
ALTER TABLE moderation_verdict ADD CONSTRAINT verdict_by_the_reviewer_of_the_sheet
    FOREIGN KEY (audit_id, reviewer_id) REFERENCES moderation_audit (id, reviewer_id);
"""
DROP = """
ALTER TABLE moderation_verdict DROP CONSTRAINT verdict_by_the_reviewer_of_the_sheet;
ALTER TABLE moderation_audit DROP CONSTRAINT sheet_and_its_reviewer;
DROP TRIGGER verdict_is_append_only ON moderation_verdict;
DROP TRIGGER recusal_is_append_only ON moderation_recusal;
DROP TRIGGER draw_is_append_only ON moderation_draw;
"""


class Migration(migrations.Migration):
    """The check that keeps asker and author from a sheet reaches, through the reference, to the verdict."""

    dependencies: ClassVar = [("moderation", "0001_initial"), ("common", "0002_append_only")]
    operations: ClassVar = [migrations.RunSQL(CREATE, DROP)]
