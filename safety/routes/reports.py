"""Tell us about something, and see where it stands."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db, rate_limits
from core.access import Audience, access, person
from core.html import done, page, page_or_fragment
from core.paging import cursor
from core.refusals import Missing, TooMany, found
from safety.actions.kinds import Shown, known
from safety.actions.reports import Told
from safety.actions.reports import report_thing as report
from safety.forms import ReportThing
from safety.queries.reports import report_visible_to, reports_by, usual_wait_now
from safety.routes import blueprint
from safety.rules.reports import REPORTS


@blueprint.get("/reports/<slug:kind>/<id:thing_id>")
@access(Audience.MEMBER)
def new_report(kind: str, thing_id: int) -> ResponseReturnValue:
    """The page to tell us about a thing on."""
    return _form_page(kind, thing_id, _visible(kind, thing_id), ReportThing())


@blueprint.post("/reports/<slug:kind>/<id:thing_id>")
@access(Audience.MEMBER)
def report_thing(kind: str, thing_id: int) -> ResponseReturnValue:
    """Tell the moderators; twice about the same thing is once."""
    shown = _visible(kind, thing_id)
    form = ReportThing(request.form)
    if not form.validate():
        return _form_page(kind, thing_id, shown, form, 422)
    told = Told(person().id, form.typed("category"), form.typed("more"))
    try:
        made = report(db.session(), kind, thing_id, told)
        rate_limits.count_try(db.session(), REPORTS, str(person().id))
    except TooMany as refusal:
        db.rollback()
        return _too_many(_form_page(kind, thing_id, shown, form, 429), refusal)
    db.commit()
    return done(
        f"/reports/{made.reference}",
        "safety/_report.html",
        f"Thank you for telling us. Your reference is {made.reference}.",
        reference=made.reference,
        usual_wait=usual_wait_now(db.connection()),
        back_url=shown.url,
    )


@blueprint.get("/reports/<reference>")
@access(Audience.MEMBER)
def own_report(reference: str) -> ResponseReturnValue:
    """Where something stands that the person told us."""
    mine = found(report_visible_to(db.connection(), person(), reference))
    return page("safety/report.html", report=mine, usual_wait=usual_wait_now(db.connection()))


@blueprint.get("/account/reports")
@access(Audience.MEMBER)
def own_reports() -> ResponseReturnValue:
    """Everything that the person told us."""
    mine = reports_by(db.connection(), person(), cursor(request.args.get("after")))
    return page("safety/reports.html", reports=mine)


def _visible(kind: str, thing_id: int) -> Shown:
    how = known(kind)
    if not how.visible_to(db.connection(), person(), thing_id):
        raise Missing
    return found(how.shown(db.connection(), thing_id))


def _form_page(
    kind: str, thing_id: int, shown: Shown, form: ReportThing, status: int = 200
) -> Response:
    return page_or_fragment(
        "safety/new_report.html",
        "safety/_report.html",
        status=status,
        address=f"/reports/{kind}/{thing_id}",
        noun=known(kind).noun,
        shown=shown,
        form=form,
        too_many=status == 429,  # noqa: PLR2004
        usual_wait=usual_wait_now(db.connection()),
    )


def _too_many(answer: Response, refusal: TooMany) -> Response:
    answer.headers["Retry-After"] = str(refusal.wait_seconds)
    return answer
