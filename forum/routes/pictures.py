"""Add a picture, see it, find one's own, take one out."""

from urllib.parse import quote

from flask import Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from core import db, rate_limits
from core.access import Audience, access, person
from core.addresses import safe_next
from core.errors import trouble
from core.html import gone_to, page, page_or_fragment, wants_fragment
from core.paging import cursor
from core.pictures import TOO_LARGE, PictureRefused, safe_picture
from core.refusals import found
from core.request_body import words_before_file
from core.text import picture as as_typed
from forum.actions import pictures as actions
from forum.forms.once import new_once
from forum.forms.pictures import AddPicture
from forum.queries import pictures as queries
from forum.routes import blueprint
from forum.rules.pictures import MAX_UPLOAD_BYTES, PICTURES, UNUSED_DAYS

#: For whoever opens a picture by itself: nothing in it may run or ask for anything. It goes beside
#: the policy that every answer carries, and a browser obeys both.
PICTURE_POLICY = "default-src 'none'; sandbox"

FILE_NAMES = {"image/jpeg": "picture.jpg", "image/png": "picture.png"}


@blueprint.get("/pictures/new")
@access(Audience.MEMBER)
def new_picture() -> ResponseReturnValue:
    """The page to add a picture on."""
    return _form_page(AddPicture(once=new_once(), back=_back(request.args.get("back"))), 200)


@blueprint.post("/pictures")
@access(Audience.MEMBER)
def add_picture() -> ResponseReturnValue:
    """Keep a picture, made anew, with the words for it."""
    request.max_content_length = MAX_UPLOAD_BYTES
    try:
        form = AddPicture(CombinedMultiDict([request.files, request.form]))
    except RequestEntityTooLarge as error:
        return _too_large(error)
    if not form.validate():
        return _form_page(form, 422)
    # Counted before the work is done, and also when it comes to nothing.
    rate_limits.count_try(db.session(), PICTURES, str(person().id))
    db.commit()
    try:
        made = safe_picture(form.file_bytes())
    except PictureRefused as refused:
        form.refuse_picture(refused.sentence)
        return _form_page(form, 422)
    kept = actions.add_picture(db.session(), person(), made, form.alt_text(), form.once_or_none())
    db.commit()
    return gone_to(_own_address(kept.key, form.typed("back")), "Your picture is here.")


@blueprint.get("/pictures/<random:picture_key>")
@access(Audience.MEMBER)
def picture(picture_key: str) -> ResponseReturnValue:
    """The picture itself; never kept by a browser, so that what is taken back is gone."""
    shown = found(queries.picture_visible_to(db.connection(), person(), picture_key))
    return Response(
        shown.data,
        mimetype=shown.media_type,
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'inline; filename="{FILE_NAMES[shown.media_type]}"',
            "Content-Security-Policy": PICTURE_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


@blueprint.get("/account/pictures")
@access(Audience.MEMBER)
def own_pictures() -> ResponseReturnValue:
    """One's own pictures, the newest first."""
    after = cursor(request.args.get("after"))
    pictures = queries.own_pictures(db.connection(), person(), after)
    return page("forum/own_pictures.html", pictures=pictures, unused_days=UNUSED_DAYS)


@blueprint.get("/account/pictures/<random:picture_key>")
@access(Audience.MEMBER)
def own_picture(picture_key: str) -> ResponseReturnValue:
    """One picture of one's own, and the line that puts it into a post."""
    shown = found(queries.own_picture(db.connection(), person(), picture_key))
    return page(
        "forum/own_picture.html",
        picture=shown,
        line=as_typed(shown.key, shown.alt),
        unused_days=UNUSED_DAYS,
        back=_back(request.args.get("back")),
    )


@blueprint.post("/pictures/<random:picture_key>/delete")
@access(Audience.MEMBER)
def delete_picture(picture_key: str) -> ResponseReturnValue:
    """Take a picture of one's own out, everywhere."""
    mine = found(queries.own_picture(db.connection(), person(), picture_key))
    actions.delete_picture(db.session(), person(), mine.id)
    db.commit()
    return gone_to("/account/pictures", "The picture is gone.")


def _back(asked: str | None) -> str:
    """The page of ours to go back to, or nothing."""
    address = safe_next(asked)
    return "" if address == "/" else address


def _own_address(key: str, back: str) -> str:
    back = _back(back)
    return f"/account/pictures/{key}" + (f"?back={quote(back, safe='')}" if back else "")


def _too_large(error: RequestEntityTooLarge) -> Response:
    if (request.content_length or 0) <= MAX_UPLOAD_BYTES:
        raise error  # too many words, and no fault of the picture's
    if wants_fragment():
        # htmx changes nothing on the page: the words and the chosen file are still there.
        return trouble(413, TOO_LARGE)
    form = AddPicture(words_before_file())
    form.refuse_picture(TOO_LARGE)
    return _form_page(form, 413)


def _form_page(form: AddPicture, status: int) -> Response:
    in_place = wants_fragment()
    chosen = form.picture.data is not None and not form.picture.errors
    if form.errors and chosen and not in_place:
        form.refuse_picture("Choose the picture again. Your browser does not keep it.")
    return page_or_fragment(
        "forum/new_picture.html",
        "forum/_picture_form.html",
        status=status,
        form=form,
        back=_back(form.typed("back")),
        keep_file=chosen and in_place,
    )
