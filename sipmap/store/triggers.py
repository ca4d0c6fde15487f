"""Triggers, made anew after every migration: the audit trail only grows, a decision's record stays as it is,
observations go with their dataset.

A batch migration on SQLite copies and drops a table, and its triggers go with it without a word. Whoever
owns the database can still drop a trigger: the chain of hashes shows a change, it does not prevent one.
"""

from sqlalchemy import Connection, text

_KEPT = "uid, release_id, name, record, sha256, created_at, supersedes"
"""What of a decision is never edited: all but its status."""

_SQLITE = (
    "DROP TRIGGER IF EXISTS audit_event_update",
    """CREATE TRIGGER audit_event_update BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END""",
    "DROP TRIGGER IF EXISTS audit_event_delete",
    """CREATE TRIGGER audit_event_delete BEFORE DELETE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END""",
    # INSERT OR REPLACE deletes the former row without firing the trigger above.
    "DROP TRIGGER IF EXISTS audit_event_replace",
    """CREATE TRIGGER audit_event_replace BEFORE INSERT ON audit_event
    WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END""",
    "DROP TRIGGER IF EXISTS decision_update",
    f"""CREATE TRIGGER decision_update BEFORE UPDATE OF {_KEPT} ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never edited, only superseded'); END""",
    "DROP TRIGGER IF EXISTS decision_delete",
    """CREATE TRIGGER decision_delete BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never edited, only superseded'); END""",
    "DROP TRIGGER IF EXISTS decision_replace",
    """CREATE TRIGGER decision_replace BEFORE INSERT ON decision
    WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR uid = NEW.uid)
    BEGIN SELECT RAISE(ABORT, 'a decision is never edited, only superseded'); END""",
    "DROP TRIGGER IF EXISTS dataset_delete",
    """CREATE TRIGGER dataset_delete AFTER DELETE ON dataset
    BEGIN DELETE FROM observation WHERE dataset_id = OLD.id; END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$""",
    "DROP TRIGGER IF EXISTS audit_event_change ON audit_event",
    """CREATE TRIGGER audit_event_change BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
    "DROP TRIGGER IF EXISTS audit_event_truncate ON audit_event",
    """CREATE TRIGGER audit_event_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()""",
    """CREATE OR REPLACE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a decision is never edited, only superseded'; END $$""",
    "DROP TRIGGER IF EXISTS decision_update ON decision",
    f"""CREATE TRIGGER decision_update BEFORE UPDATE OF {_KEPT} ON decision
    FOR EACH ROW EXECUTE FUNCTION refuse_decision_change()""",
    "DROP TRIGGER IF EXISTS decision_delete ON decision",
    """CREATE TRIGGER decision_delete BEFORE DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION refuse_decision_change()""",
    "DROP TRIGGER IF EXISTS decision_truncate ON decision",
    """CREATE TRIGGER decision_truncate BEFORE TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_decision_change()""",
    """CREATE OR REPLACE FUNCTION delete_observations() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN DELETE FROM observation WHERE dataset_id = OLD.id; RETURN OLD; END $$""",
    "DROP TRIGGER IF EXISTS dataset_delete ON dataset",
    """CREATE TRIGGER dataset_delete AFTER DELETE ON dataset
    FOR EACH ROW EXECUTE FUNCTION delete_observations()""",
)


def make_triggers(connection: Connection) -> None:
    """Make the triggers, or make them again, within the caller's transaction."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))
