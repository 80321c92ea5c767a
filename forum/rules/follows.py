"""How people hear about what they follow, and why they follow it: the words for both."""

#: What can be chosen; "nothing" is a choice too, and is kept as one.
LEVELS = {
    "nothing": "Not at all",
    "site": "On the site",
    "mail": "On the site and by mail",
}

#: What somebody gets who did something in a thread and has chosen nothing.
LEVEL_BY_ITSELF = "site"

#: Why somebody follows a thread or a space, as they are told.
REASONS = {
    "started": "You follow this because you started it.",
    "replied": "You follow this because you wrote in it.",
    "mentioned": "You follow this because somebody named you in it.",
    "chosen": "You chose this.",
}

#: What has just been chosen, said back; what there is to hear about comes first.
SAID = {
    "nothing": "You hear nothing about {what} here.",
    "site": "You hear about {what} here on the site.",
    "mail": "You hear about {what} here on the site and by mail.",
}
