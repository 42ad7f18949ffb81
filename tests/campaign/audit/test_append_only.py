"""The audit trail can be written to, and that is all."""

import pytest
from django.db import DatabaseError, transaction

from groundgame.campaign.accounts import actions
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_or_delete_an_entry():
    user = User.objects.create_user("a@example.org", name="A")
    actions.grant_role(by=None, user=user, role=Role.VOLUNTEER, area="E09000003")
    entry = AuditEntry.objects.get(action="accounts.grant")
    assert (entry.area, entry.details["role"]) == ("E09000003", "volunteer")
    with pytest.raises(DatabaseError, match="append-only: UPDATE"), transaction.atomic():
        AuditEntry.objects.update(action="nothing")
    with pytest.raises(DatabaseError, match="append-only: DELETE"), transaction.atomic():
        entry.delete()
    assert AuditEntry.objects.get().action == "accounts.grant"


def test_a_deed_that_fails_leaves_no_record_of_itself():
    user = User.objects.create_user("b@example.org", name="B")

    def fail() -> None:
        with transaction.atomic():
            actions.grant_role(by=None, user=user, role=Role.VOLUNTEER, area="E09000003")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        fail()
    assert not AuditEntry.objects.exists()
