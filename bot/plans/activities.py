"""The log of activities: each is written down once, and counts for an item of a plan."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.plans.errors import PlanError
from bot.plans.limits import (
    LINKS_AT_ONCE,
    MOST_REACHED,
    MOST_SESSIONS,
    TEXT_CHARS,
    TITLE_CHARS,
    URL_CHARS,
)
from bot.store import Activity, ActivityKind, Evidence, EvidenceKind, PlanTask, ReachBasis
from knowledge.records.plan import PlanChannel
from knowledge.text import clean

_BROADCAST_CHANNELS = {
    "telegram": PlanChannel.TELEGRAM,
    "zalo": PlanChannel.ZALO,
    "web": PlanChannel.WEB_PORTAL,
}
SYSTEM = "hệ thống"
"""Who logged what nobody typed in."""


@dataclass(frozen=True)
class ActivityFacts:
    """What is known of an activity. ``reached`` is None exactly when ``basis`` is UNKNOWN."""

    kind: ActivityKind
    channel: PlanChannel
    title: str
    held_on: dt.date
    sessions: int = 1
    reached: int | None = None
    basis: ReachBasis = ReachBasis.UNKNOWN
    task_id: int | None = None
    note: str = ""


def log_activity(
    session: Session,
    facts: ActivityFacts,
    *,
    source: str | None = None,
    links: Iterable[str] = (),
    by: str = SYSTEM,
) -> Activity:
    """Write an activity down, once for each ``source`` (such as 'broadcast:12', 'todo:7').

    A source that reports again brings its newer numbers, unless an officer has edited the line
    since; it never makes a second one.

    Raises:
        PlanError: a fact is missing or impossible; nothing is written.
    """
    checked = _checked(session, facts)
    addresses = [web_address(link) for link in links]
    if len(addresses) > LINKS_AT_ONCE:
        raise PlanError(f"Nhiều nhất {LINKS_AT_ONCE} đường liên kết một lần.")
    activity = _of_source(session, source)
    if activity is None:
        activity = _added(session, checked, source, by)
    elif activity.edited_by is None:
        _write(activity, checked)
    _link(session, activity, addresses, by)
    return activity


def facts_of(activity: Activity) -> ActivityFacts:
    """What a line says."""
    return ActivityFacts(**{one.name: getattr(activity, one.name) for one in fields(ActivityFacts)})


def change_activity(
    session: Session,
    activity_id: int,
    facts: ActivityFacts,
    by: str,
    seen: ActivityFacts | None = None,
) -> Activity:
    """Replace the facts of a line by an officer's; the source will not overwrite them any more.

    Only said for which item of a plan it counts, it goes on taking its source's newer numbers.
    ``seen`` is what the officer's form showed.

    Raises:
        PlanError: no such line, a fact is missing or impossible, or it changed since it was seen.
    """
    activity, wanted = _live(session, activity_id), vars(_checked(session, facts))
    if seen is not None and facts_of(activity) != seen:
        raise PlanError(
            f"Hoạt động số {activity_id} vừa có người sửa. Ông/bà đóng lại, mở ra xem rồi sửa tiếp."
        )
    changed = {name for name, value in wanted.items() if getattr(activity, name) != value}
    for name in changed:
        setattr(activity, name, wanted[name])
    if changed - {"task_id"}:
        activity.edited_by = by
    return activity


def withdraw_activity(session: Session, activity_id: int, by: str) -> Activity:
    """Take a line that was logged by mistake out of every count; it stays in the store.

    Raises:
        PlanError: no such line.
    """
    activity = _live(session, activity_id)
    activity.withdrawn = True
    activity.edited_by = by
    return activity


def broadcast_channel(name: str) -> PlanChannel:
    """The plan's word for a channel of broadcasts.

    Raises:
        PlanError: no such channel.
    """
    try:
        return _BROADCAST_CHANNELS.get(name) or PlanChannel(name)
    except ValueError:
        raise PlanError(f"Không có kênh '{name}'.") from None


def web_address(link: str) -> str:
    """``link`` if it is a web address.

    Raises:
        PlanError: it is not, or is too long.
    """
    link = link.strip()
    try:
        parts = urlsplit(link)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or len(link) > URL_CHARS or any(char.isspace() for char in link):
        raise PlanError(f"Không phải đường liên kết (phải bắt đầu bằng https://): {link[:80]}")
    return link


def _checked(session: Session, facts: ActivityFacts) -> ActivityFacts:
    title, note = clean(facts.title).strip(), clean(facts.note).strip()
    if not title:
        raise PlanError("Chưa ghi tên hoạt động.")
    if len(title) > TITLE_CHARS or len(note) > TEXT_CHARS:
        raise PlanError(f"Tên dài quá {TITLE_CHARS} chữ, hoặc ghi chú dài quá {TEXT_CHARS} chữ.")
    if not 1 <= facts.sessions <= MOST_SESSIONS:
        raise PlanError(f"Số lần phải từ 1 đến {MOST_SESSIONS}.")
    if (facts.reached is None) != (facts.basis is ReachBasis.UNKNOWN):
        raise PlanError("Ghi số người thì chọn 'đếm được' hoặc 'ước tính'; chưa rõ thì để trống.")
    if facts.reached is not None and not 0 <= facts.reached <= MOST_REACHED:
        raise PlanError(f"Số người phải từ 0 đến {MOST_REACHED}.")
    if facts.task_id is not None and session.get(PlanTask, facts.task_id) is None:
        raise PlanError(f"Không có nhiệm vụ số {facts.task_id}.")
    return ActivityFacts(
        **{**vars(facts), "title": title, "note": note},
    )


def _added(session: Session, facts: ActivityFacts, source: str | None, by: str) -> Activity:
    activity = Activity(**vars(facts), source=source, logged_by=by)
    try:
        with session.begin_nested():
            session.add(activity)
    except IntegrityError:
        # Somebody logged the same source at this very moment; theirs is the line.
        found = _of_source(session, source)
        if found is None:
            raise
        return found
    return activity


def _of_source(session: Session, source: str | None) -> Activity | None:
    if source is None:
        return None
    return session.scalar(select(Activity).where(Activity.source == source))


def _write(activity: Activity, facts: ActivityFacts) -> None:
    # A source that does not know the plan's item must not undo what an officer chose.
    for name, value in vars(facts).items():
        if not (name == "task_id" and value is None and activity.task_id is not None):
            setattr(activity, name, value)


def _live(session: Session, activity_id: int) -> Activity:
    activity = session.get(Activity, activity_id, with_for_update=True)
    if activity is None or activity.withdrawn:
        raise PlanError(f"Không có hoạt động số {activity_id}.")
    return activity


def _link(session: Session, activity: Activity, addresses: Iterable[str], by: str) -> None:
    known = {one.url for one in activity.evidence}
    for address in addresses:
        if address not in known:
            known.add(address)
            activity.evidence.append(
                Evidence(
                    kind=EvidenceKind.LINK,
                    url=address,
                    name=urlsplit(address).hostname or "",
                    added_by=by,
                )
            )
    session.flush()
