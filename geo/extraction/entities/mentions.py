"""Words that tell names and offices apart, and which mention stands at a token."""

from __future__ import annotations

import calendar

from spacy.tokens import Doc, Span, Token

PARTICLES = set("de del la las los da dos do das van von der den bin al el ibn y e du di san bint abu".split())
TITLES = set(
    "president vice minister premier secretary ambassador general admiral colonel captain major senator deputy "
    "chancellor king queen prince princess pope bishop archbishop cardinal governor mayor judge prosecutor spokesman "
    "spokeswoman spokesperson chairman chairwoman chief commander "
    "director adviser advisor envoy counterpart leader lawmaker "
    "congressman congresswoman sheikh ayatollah dr mr mrs ms sir foreign prime defence defense interior finance energy "
    "economy trade health justice then-president ex-president former".split()
)
POSTED = {"ambassador", "envoy", "counterpart", "general", "director"}
STATE_TITLES = set(
    "president minister premier secretary ambassador chancellor king queen prime vice-president spokesman spokeswoman "
    "spokesperson senator congressman congresswoman governor attorney deputy general admiral chief adviser "
    "advisor".split()
)
COUNTRY_TITLES = (TITLES - {"mr", "mrs", "ms", "sir", "dr", "former", "foreign", "major", "leader"}) | {
    "chairperson", "attorney", "commissioner", "president-elect", "vice-president", "representative", "ex-minister",
    "aide", "speaker", "dictator", "ruler", "monarch", "emperor", "sultan", "emir", "crown", "strongman", "lieutenant",
}  # fmt: skip
FORCES = set(
    "troops forces soldiers army navy military fighters warships warship jets bombers marines vessels ships submarine "
    "frigate missiles drones paratroopers commandos airmen warplanes aircraft artillery fleet squadron flotilla".split()
)
ORGANS = set(
    "ministry parliament congress senate government cabinet court tribunal police authorities embassy consulate "
    "administration agency council assembly bank customs prosecutors officials officers diplomats delegation regime "
    "watchdog secretariat chancellery presidency intelligence".split()
)
OFFICE_WORDS = TITLES | COUNTRY_TITLES | ORGANS | FORCES | set(
    "affairs development economic environment transport transportation natural resources industry executive office "
    "presidential presidency prime-ministerial aides aide staff commission commissioner committee bureau official "
    "national institute migration public security relations unit north south east west america professor emeritus "
    "senior first second acting interim special representative permanent state federal service board "
    "chairperson ceo cfo region republic labor labour social welfare culture sport sports education science tourism "
    "agriculture communications technology digital emergency emergencies situations civil far arctic construction "
    "housing utilities healthcare planning budget revenue homeland protection secretary-general elect "
    "president-elect lord archbishop father sister coach actor actress singer writer journalist activist lawyer "
    "analyst expert author poet striker midfielder goalkeeper defender footballer attorney solicitor representatives "
    "house speaker lady gentleman republican democrat democratic senators central reserve treasury commerce external "
    "internal international global strategic communication media press information policy political department "
    "division section headquarters command counsel counselor counsellor consul marshal sergeant lieutenant brigadier "
    "corporal private detective inspector sheriff superintendent constable officer agent pilot astronaut cosmonaut "
    "administrator manager founder co-founder owner head leadership opposition candidate nominee hemisphere "
    "western eastern northern southern ex-president then-president investment investments foreign finance "
    "innovation women youth family children veterans infrastructure petroleum oil gas mines mining water fisheries "
    "forestry works land lands human rights humanitarian antitrust railways airports police fire rescue congressional "
    "magazine newspaper university college school institute academy faculty mr. mrs. ms. dr. gen. sen. rep. gov. "
    "lt. col. capt. sgt. adm. maj. prof. rev. hon. st. supreme national constitutional electoral".split()
)  # fmt: skip
"""What stands before a name in an office's title and is no part of the name."""
CALENDAR = {name.lower() for name in (*calendar.day_name, *calendar.month_name)} - {"may", "april", "june", "august"}
APOSTROPHES = {"'s", "’s", "'", "’"}


def index(doc: Doc) -> dict[int, Span]:
    """Token index -> the mention that covers it; made once a document and number of mentions."""
    made: dict[int, Span] | None = doc.user_data.get("mention_index")
    if made is None or doc.user_data.get("mention_count") != len(doc.spans["actors"]):
        made = {token.i: span for span in doc.spans["actors"] for token in span}
        doc.user_data["mention_index"] = made
        doc.user_data["mention_count"] = len(doc.spans["actors"])
    return made


def text_of(doc: Doc) -> str:
    """The document's text, put together once: `doc.text` joins all tokens every time that it is asked."""
    made: str | None = doc.user_data.get("text")
    if made is None:
        made = doc.user_data["text"] = doc.text
    return made


def entity_at(token: Token) -> Span | None:
    """The model's entity that the token stands in: `doc.ents` makes all of them anew every time that it is asked."""
    if not token.ent_type_:
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type_)


def span_at(doc: Doc, i: int) -> Span | None:
    """The mention that covers the token with index i."""
    return index(doc).get(i)


def name_like(token: Token) -> bool:
    """Whether the token can be part of a person's name."""
    text = token.text
    return (
        text.lower() not in CALENDAR
        and text[0].isupper()
        and text[0].isalpha()
        and (not text.isupper() or len(text) <= 2)
        and token.pos_ in {"PROPN", "NOUN", "ADJ"}
    )


def is_role(token: Token) -> bool:
    return token.lower_ in OFFICE_WORDS


def surnames(name: str) -> list[str]:
    """What a later, shorter mention of this person may say: 'Díaz-Canel', 'Álvarez Casas', 'Casas'."""
    words = name.split()
    rest = words[1:]
    found = [rest[-1]] if rest else []
    if len(words) >= 4 or (len(words) == 3 and rest[0].lower() not in PARTICLES):
        found += [rest[-2], " ".join(rest[-2:])]
    return [word for word in found if word.lower() not in PARTICLES and len(word) > 1 and not word.endswith(".")]
