"""The tables of discussions, one file a noun."""

from forum.models.decisions import Decision, DecisionFanOut, DecisionStep
from forum.models.drafts import Draft, DraftChoices
from forum.models.fan_out import FanOut, ToldByMail
from forum.models.imported import Imported
from forum.models.marks import Reaction, SavedPost
from forum.models.moves import ThreadOrigin
from forum.models.pictures import Picture, PostPicture
from forum.models.posts import KnownWriter, Mention, MovedPost, Post, PostRevision
from forum.models.reading import (
    CaughtUp,
    FollowSpace,
    FollowThread,
    MuteWord,
    NoteChoice,
    ReadPosition,
)
from forum.models.search import PostSearch
from forum.models.spaces import Space
from forum.models.threads import Thread, ThreadTag

__all__ = [
    "CaughtUp",
    "Decision",
    "DecisionFanOut",
    "DecisionStep",
    "Draft",
    "DraftChoices",
    "FanOut",
    "FollowSpace",
    "FollowThread",
    "Imported",
    "KnownWriter",
    "Mention",
    "MovedPost",
    "MuteWord",
    "NoteChoice",
    "Picture",
    "Post",
    "PostPicture",
    "PostRevision",
    "PostSearch",
    "Reaction",
    "ReadPosition",
    "SavedPost",
    "Space",
    "Thread",
    "ThreadOrigin",
    "ThreadTag",
    "ToldByMail",
]
