"""Who may do what in the community; each reads as the sentence it is."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Role
from community.models import Answer, Question

Viewer = User | AnonymousUser


def may_read(viewer: Viewer, question: Question) -> bool:
    """Everybody, unless it is hidden; then its author and moderators."""
    if question.hidden_at is None:
        return True
    return isinstance(viewer, User) and (viewer.pk == question.author_id or viewer.has_role(Role.MODERATOR))


def may_answer(user: Viewer, question: Question) -> bool:
    """Every member who can read it, while it is open for answers."""
    return isinstance(user, User) and user.is_active and question.closed_at is None and may_read(user, question)


def may_comment(user: Viewer, question: Question) -> bool:
    """Whoever may read may ask back, also below a closed question: corrections must stay possible."""
    return isinstance(user, User) and user.is_active and may_read(user, question)


def may_accept(user: Viewer, question: Question) -> bool:
    """The asker: it is their problem. (A moderator's word would be a claim too, and is left out on purpose.)"""
    return isinstance(user, User) and user.is_active and user.pk == question.author_id


def may_report_outcome(user: Viewer, answer: Answer) -> bool:
    """Whoever can read the answer and neither wrote it nor asked: nobody proves their own work."""
    if not isinstance(user, User) or not user.is_active:
        return False
    own = {answer.author_id, answer.question.author_id}
    return user.pk not in own and may_read(user, answer.question) and answer.hidden_at is None


def may_say_same_problem(user: Viewer, question: Question) -> bool:
    """Whoever did not ask it."""
    return may_comment(user, question) and isinstance(user, User) and user.pk != question.author_id


def may_edit_question(user: Viewer, question: Question) -> bool:
    """Its author, and moderators."""
    return (
        isinstance(user, User) and user.is_active and (user.pk == question.author_id or user.has_role(Role.MODERATOR))
    )


def may_edit_answer(user: Viewer, answer: Answer) -> bool:
    """Its author, and moderators."""
    return isinstance(user, User) and user.is_active and (user.pk == answer.author_id or user.has_role(Role.MODERATOR))


def may_withdraw(user: Viewer, question: Question) -> bool:
    """The asker: the problem went away, or was none."""
    return may_accept(user, question)


def may_link_duplicates(user: Viewer) -> bool:
    """Moderators."""
    return isinstance(user, User) and user.is_active and user.has_role(Role.MODERATOR)
