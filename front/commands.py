"""`flask house …`: what the people who run the site do from a command line."""

import re
import signal
import threading
from datetime import timedelta
from itertools import count
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from accounts.actions.invitations import invite_person
from accounts.actions.passwords import hash_password
from accounts.actions.people import add_person
from accounts.forms import AcceptInvitation, InvitePerson
from core import db
from core.clock import now
from core.forms import HouseForm
from core.identity import Role
from core.jobs import do_jobs
from core.mail.carriers import carrier
from core.mail.worker import work as send_mail
from core.refusals import Refusal
from core.settings import Settings
from forum.actions.drafts import remove_old_drafts
from forum.actions.pictures import remove_unused_pictures
from forum.rules.drafts import DRAFT_DAYS
from forum.rules.pictures import UNUSED_DAYS
from front.demonstration import DEMONSTRATION_PASSWORD, holds_demonstration, seed_demonstration
from front.groundwork import lay_out_spaces
from front.importing import Import, told
from front.jobs import jobs
from front.migrations import migrate as bring_up
from front.search_index import BATCH, KINDS

#: Pictures that are taken out before other writers get their turn.
PICTURES_A_TURN = 20

#: How often the filling of an index says how far it is. Unit: batches.
TURNS_TOLD = 20

#: What the other forum of an import may be called.
SOURCE = re.compile("[a-z0-9][a-z0-9-]{0,59}")

house = AppGroup("house", help="Look after the house: its database, its mail, its first people.")


def _checked(form: HouseForm) -> HouseForm:
    """The form, when what was typed would do on the site as well."""
    if not form.validate():
        faults = [fault for found in form.errors.values() for fault in found]
        raise click.ClickException(" ".join(faults))
    return form


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


@house.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the shape this code expects."""
    with db.database().writing.begin() as connection:
        bring_up(connection)


@house.command()
@with_appcontext
def prepare() -> None:
    """Migrate, lay out the spaces, fill an empty demonstration and the indexes of search."""
    with db.database().writing.begin() as connection:
        bring_up(connection)
    with db.database().write() as session:
        if not _settings().demonstration and holds_demonstration(session):
            raise click.ClickException(
                "This folder holds the demonstration. Give the real site a folder of its own, "
                "say INSTANCE_PATH=/srv/network."
            )
        lay_out_spaces(session)
        session.commit()
        if _settings().demonstration:
            people = seed_demonstration(session)
            session.commit()
            click.echo("\nSign in as one of the demonstration people:\n")
            for person in people:
                click.echo(f"  {person.address:<24} {person.display_name:<16} {person.does}")
            click.echo(f"\nTheir password: {DEMONSTRATION_PASSWORD}\n")
    _fill_indexes(anew=False)


@house.command("reindex-search")
@with_appcontext
def reindex_search() -> None:
    """Make the indexes of search anew; people can go on searching and writing meanwhile."""
    _fill_indexes(anew=True)


def _fill_indexes(*, anew: bool) -> None:
    """All of it, or only what is older than everything in the index: an interrupted filling."""
    for kind in KINDS:
        with db.database().write() as session:
            below = None if anew else kind.lowest_indexed(session)
        for turn in count(1):
            with db.database().write() as session:
                below = kind.index_below(session, below, BATCH)
                session.commit()
            if below is None:
                break
            if turn % TURNS_TOLD == 0:
                click.echo(f"Search: {kind.name} down to number {below:,} can be found.")
        if anew:
            click.echo(f"Search: all {kind.name} can be found.")


@house.command()
@with_appcontext
def work() -> None:
    """Tell people what is new and send what is in the outbox, until told to stop."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    settings, database = _settings(), db.database()
    # A mail server that takes its time keeps nobody from being told on the site.
    beside = threading.Thread(target=do_jobs, args=(database, jobs(settings), stop), name="jobs")
    beside.start()
    send_mail(database, carrier(settings), settings.mail_from, stop)
    beside.join()


@house.command()
@with_appcontext
def tidy() -> None:
    """Take out what nobody needs any more; made to be run every night."""
    made_before, gone = now() - timedelta(days=UNUSED_DAYS), 0
    while True:
        with db.database().write() as session:
            taken = remove_unused_pictures(session, made_before, PICTURES_A_TURN)
            session.commit()
        gone += taken
        if taken < PICTURES_A_TURN:
            break
    click.echo(f"Pictures taken out, in no post for {UNUSED_DAYS} days: {gone}.")
    with db.database().write() as session:
        drafts = remove_old_drafts(session)
        session.commit()
    click.echo(f"Words taken out, not sent and not gone on with for {DRAFT_DAYS} days: {drafts}.")


@house.command("import-forum")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="A name for the other forum, always the same.")
@click.option("--check", is_flag=True, help="Read the whole file and change nothing.")
@with_appcontext
def import_forum(file: Path, source: str, check: bool) -> None:  # noqa: FBT001 - click's own way
    """Bring in another forum from a FILE as docs/import.md has it; again, to go on."""
    if not SOURCE.fullmatch(source):
        raise click.ClickException("A source is a word of small letters, digits and hyphens.")
    try:
        outcome = Import(db.database(), source, click.echo, check=check).run(file)
    except OperationalError as error:
        raise click.ClickException(
            "The database did not answer in time. Give the same command again: it will go on."
        ) from error
    click.echo(told(outcome, check=check))
    if outcome.refused:
        raise click.exceptions.Exit(1)


@house.command("make-administrator")
@click.option("--name", prompt="The name people will see")
@click.option("--address", prompt="E-mail address")
@click.password_option()
@with_appcontext
def make_administrator(name: str, address: str, password: str) -> None:
    """Make the first administrator, who then invites everyone else."""
    who = _checked(AcceptInvitation(MultiDict({"display_name": name, "new_password": password})))
    where = _checked(InvitePerson(MultiDict({"address": address})))
    if not password:
        raise click.ClickException("An administrator needs a password.")
    with db.database().write() as session:
        try:
            add_person(
                session,
                who.typed("display_name"),
                where.typed("address"),
                hash_password(password),
                [Role.ADMINISTRATOR],
            )
        except Refusal as refusal:
            raise click.ClickException(refusal.sentence) from refusal
        session.commit()
    click.echo(f"{name} can sign in now.")


@house.command()
@click.argument("address")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]))
@with_appcontext
def invite(address: str, roles: tuple[str, ...]) -> None:
    """Send somebody an invitation."""
    where = _checked(InvitePerson(MultiDict({"address": address})))
    with db.database().write() as session:
        try:
            invite_person(session, None, where.typed("address"), roles, _settings().public_url)
        except Refusal as refusal:
            raise click.ClickException(refusal.sentence) from refusal
        session.commit()
    click.echo(f"An invitation to {address} is in the outbox.")
