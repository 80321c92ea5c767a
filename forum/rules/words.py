"""The words for what people choose about a post: how they speak, what would help, content notes.

Source: the list of notes is this project's own and is meant to be looked after with its members.
"""

from dataclasses import dataclass

#: What somebody may say they speak as, in one post; saying nothing is the rule.
SPEAKING_AS = {
    "service_user": "someone who uses services",
    "carer": "a carer",
    "staff": "staff",
    "peer_worker": "a peer worker",
}

#: What would help the writer, and how readers are told.
WANTS = {
    "listening": "Just listening",
    "ideas": "Ideas",
    "information": "Information",
    "nothing": "Nothing, I needed to say it",
}

#: Content notes: what a post is about, so that readers can choose.
NOTES = {
    "suicide": "suicide",
    "self-harm": "self-harm",
    "death": "death or bereavement",
    "abuse": "abuse or violence",
    "restraint": "restraint or being held",
    "eating": "eating and weight",
    "drugs": "alcohol and drugs",
    "psychosis": "voices and unusual beliefs",
}

#: May these words be used in reports or minutes?
QUOTE_CONSENT = {
    "no": "No",
    "anonymised": "Yes, without my name",
    "ask": "Ask me first",
    "yes": "Yes, with my name here",
}

#: Whom readers see when somebody chose not to show their name.
ANONYMOUS_NAME = "Somebody here"

#: One warm word to answer a post with.
REACTIONS = {"thank_you": "Thank you", "with_you": "With you", "helpful": "Helpful"}

#: How an author is told that such a word came. Nobody is told how many, or from whom.
THANKS = {
    "thank_you": "Somebody said thank you.",
    "with_you": "Somebody is with you.",
    "helpful": "Somebody found this helpful.",
}


def note_keys(notes: str) -> list[str]:
    """The keys of content notes in a post's column, those that we know."""
    return [key for key in notes.split() if key in NOTES]


def notes_column(keys: list[str]) -> str:
    """The column that holds these keys, with a space on both sides of each."""
    known = [key for key in NOTES if key in keys]
    return f" {' '.join(known)} " if known else ""


def notes_in_words(notes: str) -> str:
    """The notes as a reader is told them: "suicide, death or bereavement"."""
    return ", ".join(NOTES[key] for key in note_keys(notes))


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose about a post; the beginning is that nothing is shown or allowed."""

    speaking_as: str | None = None
    wants: str | None = None
    quote_consent: str = "no"
    notes: str = ""
    anonymous: bool = False

    @property
    def made(self) -> bool:
        """True when anything was chosen."""
        return self != Choices()
