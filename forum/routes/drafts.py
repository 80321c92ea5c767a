"""What somebody is still writing: saved as they type, listed, taken up again, thrown away."""

from http import HTTPStatus

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, person
from core.errors import trouble
from core.html import fragment, gone_to, page, wants_fragment
from core.refusals import found
from forum.actions import drafts as actions
from forum.forms.drafts import DiscardDraft, SaveDraft, refused_words, unsent_in
from forum.queries.drafts import PlaceView, draft_at, draft_of, drafts_of, places_open_to
from forum.routes import blueprint
from forum.routes.drafting import NotSent, save
from forum.rules.drafts import DRAFT_DAYS, DraftMovedOn, Place


@blueprint.get("/drafts")
@access(Audience.MEMBER)
def drafts() -> ResponseReturnValue:
    """Everything that the person saved and has not sent."""
    mine = drafts_of(db.connection(), person())
    places = places_open_to(db.connection(), person(), [draft.place for draft in mine])
    rows = [(draft, places.get(draft.place)) for draft in mine]
    return page("forum/drafts.html", rows=rows, days=DRAFT_DAYS)


@blueprint.get("/drafts/<id:draft_id>")
@access(Audience.MEMBER)
def draft(draft_id: int) -> ResponseReturnValue:
    """All of one's own saved words, to be copied or gone on with."""
    here = found(draft_of(db.connection(), person(), draft_id))
    return page("forum/draft.html", draft=here, place=_open(here.place))


@blueprint.post("/drafts")
@access(Audience.MEMBER)
def save_draft() -> ResponseReturnValue:
    """Keep what somebody is writing, as they write it."""
    form = SaveDraft(request.form)
    place = form.place_or_none()
    if place is None:
        return trouble(422)
    if not form.validate():
        return _answer(NotSent(refused_words(form, place), 422))
    unsent = unsent_in(form, place)
    if draft_at(db.connection(), person(), place) is None:
        found(_open(place))
    return _answer(save(unsent))


def _answer(not_sent: NotSent) -> Response:
    drafting = not_sent.drafting
    if wants_fragment():
        return fragment("forum/_draft_status.html", status=not_sent.status, drafting=drafting)
    if not_sent.status != HTTPStatus.OK:
        return trouble(not_sent.status, drafting.wrong or DraftMovedOn.sentence)
    place = _open(drafting.place)
    return gone_to(place.url if place else "/drafts", not_sent.say)


@blueprint.post("/drafts/<id:draft_id>/discard")
@access(Audience.MEMBER)
def discard_draft(draft_id: int) -> ResponseReturnValue:
    """Throw one's own saved words away."""
    here = found(draft_of(db.connection(), person(), draft_id))
    place = _open(here.place) if DiscardDraft(request.form).typed("back") else None
    actions.discard_draft(db.session(), person().id, draft_id)
    db.commit()
    return gone_to(place.url if place else "/drafts", "Those words are gone.")


def _open(place: Place) -> PlaceView | None:
    return places_open_to(db.connection(), person(), [place]).get(place)
