"""The ledger is appended only, and only balanced postings commit."""

from typing import ClassVar

from django.db import migrations

CREATE = """
CREATE TRIGGER posting_is_append_only BEFORE UPDATE OR DELETE ON marketplace_posting
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON marketplace_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION common_refuse_change();
CREATE FUNCTION marketplace_posting_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM marketplace_ledgerentry WHERE posting_id = NEW.posting_id) <> 0 THEN
        RAISE EXCEPTION 'posting % does not balance', NEW.posting_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON marketplace_ledgerentry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION marketplace_posting_balances();
"""
DROP = """
DROP TRIGGER posting_balances ON marketplace_ledgerentry;
DROP FUNCTION marketplace_posting_balances();
DROP TRIGGER ledger_is_append_only ON marketplace_ledgerentry;
DROP TRIGGER posting_is_append_only ON marketplace_posting;
"""


class Migration(migrations.Migration):
    """What was posted stays posted."""

    dependencies: ClassVar = [("marketplace", "0001_initial"), ("common", "0002_append_only")]
    operations: ClassVar = [migrations.RunSQL(CREATE, DROP)]
